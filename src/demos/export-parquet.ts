import { dirname, join } from "node:path";
import { type BoundEnv, bindEnv, canonical, type Env, fail, type Registry } from "../core/index.ts";
import { failFile } from "../record/file-errors.ts";
import { makeFolder } from "../record/folder.ts";
import {
  isImported,
  readStoredEpisode,
  requireEnvOf,
  type StoredEpisode,
  versionsHere,
  writeFolder,
} from "../record/index.ts";
import { type Place, stepColumns } from "./parquet/columns.ts";
import { episodeColumns } from "./parquet/episode-columns.ts";
import { openTable, type TableWriter } from "./parquet/write-table.ts";
import { taskOf } from "./task.ts";

export interface ExportedTables {
  /** What was written. */
  readonly files: readonly string[];
  readonly episodes: number;
  readonly steps: number;
}

/**
 * Writes episodes as tables for pandas, DuckDB, Polars and whatever else reads Parquet: `steps.parquet`, with a row for
 * every seat before the first and after every step, and `episodes.parquet`; or into one file the steps alone. All of it or
 * nothing. Episodes are read one at a time.
 * @param files of one env with the same params
 * @param out a new folder, or a file that ends with `.parquet`
 * @throws `episode/mismatch` for files of several envs, `registry/unknown`, `run/exists`, `file/corrupt`, `file/unusable`,
 *   `file/full`
 */
export async function exportParquet(
  files: readonly string[],
  envs: Registry<Env>,
  out: string,
): Promise<ExportedTables> {
  const first = await readStoredEpisode(files[0]);
  const env = bindEnv(await envs.find(first.env.id), first.env.params);
  let share = 0; // that rounded features may be off by
  const names = { terms: new Set<string>(), watched: new Set<string>() };
  for (const file of files) {
    const episode = await readStoredEpisode(file);
    requireSame(episode, file, first, env);
    if (isImported(episode)) continue;
    share = Math.max(share, episode.rounded ?? 0);
    for (const name of Object.keys(episode.terms)) names.terms.add(name);
    for (const name of Object.keys(episode.watched ?? {})) names.watched.add(name);
  }
  const columns = stepColumns(env, names);
  const about = {
    "rewardgym.version": versionsHere().rewardgym,
    "rewardgym.env": canonical({ ...first.env }),
    "rewardgym.units": canonical({ ...env.features }),
    ...(share > 0 && { "rewardgym.rounded": String(share) }),
  };
  let steps = 0;
  const write = async (table: TableWriter, summary?: TableWriter) => {
    for (const [index, file] of files.entries()) {
      const episode = await readStoredEpisode(file);
      const seats = isImported(episode) ? 1 : (episode.seats?.count ?? 1);
      for (let step = 0; step <= episode.steps; step++)
        for (let seat = 0; seat < seats; seat++) {
          const place: Place = { episode, index, step, seat, seats };
          table.add(columns.map(({ at }) => at(place)));
        }
      summary?.add(episodeColumns.map(({ of }) => of(episode, index, file)));
      steps += episode.steps;
      await table.flush();
    }
  };
  if (out.endsWith(".parquet")) {
    await makeFolder(dirname(out));
    await written(out, [await openTable(out, columns, about)], ([table]) => write(table));
    return { files: [out], episodes: files.length, steps };
  }
  const tables = ["steps.parquet", "episodes.parquet"];
  await writeFolder(out, async (folder) => {
    const [table, summary] = [columns, episodeColumns].map((of, i) => openTable(join(folder, tables[i]), of, about));
    await written(out, [await table, await summary], ([table, summary]) => write(table, summary));
  });
  return { files: tables.map((name) => join(out, name)), episodes: files.length, steps };
}

/** Finishes the tables that a function fills, or removes them if it fails. */
async function written(
  path: string,
  tables: readonly TableWriter[],
  fill: (tables: readonly TableWriter[]) => Promise<void>,
): Promise<void> {
  try {
    await fill(tables);
    for (const table of tables) await table.finish();
  } catch (thrown) {
    failFile(thrown, path, "a file that can be written");
  } finally {
    for (const table of tables) await table.drop();
  }
}

function requireSame(episode: StoredEpisode, file: string, first: StoredEpisode, env: BoundEnv): void {
  if (taskOf(episode) !== taskOf(first))
    fail("episode/mismatch", {
      given: `${file} of ${taskOf(episode)} beside episodes of ${taskOf(first)}`,
      expected: "episodes of one env with the same params",
      fix: "Export those of each env on their own.",
    });
  requireEnvOf(episode, env);
}
