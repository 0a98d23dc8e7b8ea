import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { cutterOf } from "../../scripts/label/cut.ts";
import { generator } from "../../src/core/index.ts";
import { type Answer, type Label, openLabels } from "../../src/labels/index.ts";
import { type EpisodeRecord, writeEpisode } from "../../src/record/index.ts";
import { randomEpisodes } from "../audit/fixture.ts";

/** Random episodes of a pendulum, with observations. */
export const pendulums: readonly EpisodeRecord[] = (await randomEpisodes("classic/pendulum-v1", 6)).records;

/** Writes episodes into a folder. */
export async function episodesIn(folder: string, records = pendulums): Promise<string> {
  const episodes = join(folder, "episodes");
  mkdirSync(episodes);
  for (const [i, record] of records.entries()) await writeEpisode(join(episodes, `${i}.episode`), record);
  return episodes;
}

/** Somebody who prefers what is more upright, and says by how much. */
export const upright = ({ features: { a, b } }: Pick<Label, "features">): Answer => {
  const lead = a.upright - b.upright;
  return { grade: Math.sign(lead) * Math.min(3, Math.ceil(Math.abs(lead) * 3)) };
};

/** A store of labels that follow from the pairs. */
export async function labelledStore(
  folder: string,
  count: number,
  answer: (pair: Pick<Label, "features">, i: number) => Answer = upright,
  by = "ada",
): Promise<string> {
  const directory = join(folder, "labels");
  const store = await openLabels(directory);
  const cutter = await cutterOf(pendulums, 10);
  const rng = generator(1, "pairs");
  for (let i = 0; i < count; i++) {
    const [a, b] = await cutter.two(rng);
    const { pair } = await store.ask({ a, b, asker: "a test" });
    await store.answer(pair.pair, by, answer(pair, i));
  }
  await cutter.close();
  return directory;
}
