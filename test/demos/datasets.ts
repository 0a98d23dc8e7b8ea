import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { registries } from "../../scripts/registries.ts";
import { exportMinari } from "../../src/demos/index.ts";
import { type File, openHdf5 } from "../../src/demos/minari/hdf5.ts";
import { type EpisodeRecord, writeEpisode } from "../../src/record/index.ts";
import { randomEpisodes } from "../audit/fixture.ts";
import { freshFolder } from "../run/folder.ts";

/** Writes episodes into a folder of their own and returns their files. */
export async function filesOf(records: readonly EpisodeRecord[]): Promise<string[]> {
  const folder = freshFolder();
  mkdirSync(folder);
  const files = records.map((_, i) => join(folder, `${i}.episode`));
  for (const [i, file] of files.entries()) await writeEpisode(file, records[i]);
  return files;
}

export const randomFiles = async (env: string, episodes: number): Promise<string[]> =>
  filesOf((await randomEpisodes(env, episodes)).records);

/** A data set of random episodes: its folder, whose `data` holds two files. */
export async function datasetOf(env: string, episodes: number): Promise<string> {
  const { folder } = await exportMinari(await randomFiles(env, episodes), registries.envs, freshFolder());
  return folder;
}

/** Changes a data set's metadata. */
export function changeMetadata(dataset: string, change: { readonly [name: string]: unknown }): void {
  const path = join(dataset, "data/metadata.json");
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), ...change }));
}

/** Changes a data set's HDF5 file. */
export async function changeData(dataset: string, change: (file: File) => void): Promise<void> {
  const { File } = await openHdf5();
  const file = new File(join(dataset, "data/main_data.hdf5"), "a");
  change(file);
  file.close();
}
