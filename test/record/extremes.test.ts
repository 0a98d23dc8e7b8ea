import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { extremesOf, readEpisode, writeExtremes } from "../../src/record/index.ts";
import { recordEpisodes } from "./recorded-episodes.ts";
import { temporaryFolder } from "./temporary.ts";

const lived = (...scored: readonly (readonly [score: number, sum: number])[]) =>
  scored.map(([score, sum], world) => ({ world, score, return: sum }));
const worlds = (records: ReturnType<typeof lived>) => {
  const { best, median, worst } = extremesOf(records);
  return [best?.world, median?.world, worst?.world];
};

test("the score decides, then the return, then the world", () => {
  expect(worlds(lived([0.2, 9], [0.5, 1], [0.5, 2]))).toEqual([2, 1, 0]);
  expect(worlds(lived([1, 1], [1, 1], [1, 1]))).toEqual([0, 1, 2]);
  expect(worlds(lived([0, 4], [0, 3], [0, 2], [0, 1]))).toEqual([0, 2, 3]); // of four the second worst
});

test("of fewer than three none is kept twice", () => {
  expect(worlds(lived([0, 1], [0, 2]))).toEqual([1, undefined, 0]);
  expect(worlds(lived([0, 1]))).toEqual([0, undefined, undefined]);
  expect(worlds([])).toEqual([undefined, undefined, undefined]);
});

test("files are named after what they hold", async () => {
  const { episodes } = await recordEpisodes();
  const folder = temporaryFolder();
  const files = await writeExtremes(folder, "100-1", episodes);
  expect(readdirSync(folder)).toEqual(["100-1-best.episode", "100-1-median.episode", "100-1-worst.episode"]);
  const scores = await Promise.all(files.map(async (file) => (await readEpisode(file)).score));
  expect(scores[0]).toBe(Math.max(...episodes.map(({ score }) => score)));
  expect(scores[2]).toBe(Math.min(...episodes.map(({ score }) => score)));
});
