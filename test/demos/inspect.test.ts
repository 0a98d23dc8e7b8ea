import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { registries } from "../../scripts/registries.ts";
import { box, choices, parts } from "../../src/core/index.ts";
import { rangingActions } from "../../src/demos/action-ranges.ts";
import { inspectEpisodes } from "../../src/demos/index.ts";
import { type EpisodeRecord, packEpisode, readEpisode, writeEpisode } from "../../src/record/index.ts";
import { randomEpisodes } from "../audit/fixture.ts";
import { freshFolder } from "../run/folder.ts";
import { filesOf, randomFiles } from "./datasets.ts";

const inspect = (files: readonly string[]) => inspectEpisodes(files, registries.envs);

test("what is said of episodes is what they hold", async () => {
  const files = await randomFiles("classic/cart-pole-v1", 4);
  const records = await Promise.all(files.map(readEpisode));
  const found = await inspect(files);
  const steps = records.map((record) => record.steps);
  const all = steps.reduce((sum, each) => sum + each, 0);
  expect(found.episodes.map((each) => each.steps)).toEqual(steps);
  expect(found.episodes[1]).toMatchObject({
    ...{ file: files[1], agent: "baseline/random-v1", seed: 2 ** 32 + 1, world: records[1].world, ended: "terminated" },
    ...{ score: records[1].score, return: steps[1], observations: true, seats: 1 },
  });
  expect(found.pairs).toBe(all);
  expect(found.steps).toEqual({ mean: all / 4, lowest: Math.min(...steps), highest: Math.max(...steps) });
  const left = records.flatMap(({ actions: [taken] }) => [...taken]).filter((action) => action === 0).length;
  expect(found.actions).toEqual({ numbers: [], choices: [{ name: "action", options: { left, right: all - left } }] });
  expect(found.warnings).toEqual([]);
});

test("the same bytes, several envs, and episodes without observations or success are said", async () => {
  const [cart] = await randomFiles("classic/cart-pole-v1", 1);
  const { records } = await randomEpisodes("classic/mountain-car-v1", 2);
  const blind = ({ observations: _, ...rest }: EpisodeRecord): EpisodeRecord => rest;
  const [car, other] = await filesOf([records[0], blind(records[1])]);
  const copy = join(car, "../copy.episode");
  copyFileSync(car, copy);
  const { episodes, warnings, pairs } = await inspect([car, other, copy]);
  expect(episodes.map(({ sameAs }) => sameAs)).toEqual([undefined, undefined, car]);
  expect(pairs).toBe(400); // of three times 200 steps
  expect(warnings).toEqual([
    "1 of 3 have no observations: nobody can learn from those.",
    "1 of 3 are the same as an earlier file, byte for byte, and count twice.",
    "None of 3 ever succeeds, by the feature `success`.",
  ]);
  const mixed = await inspect([cart, car]);
  expect(mixed.actions).toBeUndefined();
  expect(mixed.warnings).toEqual([
    "They are of several envs (classic/cart-pole-v1 and classic/mountain-car-v1): a run takes those of its own env, and refuses these.",
  ]);
});

test("an episode that was left early is of the same env; one with other params is not", async () => {
  const { records } = await randomEpisodes("classic/pendulum-v1", 1);
  const [record] = records;
  const withParam = (name: string, value: number): EpisodeRecord => ({
    ...record,
    env: { ...record.env, params: { ...record.env.params, [name]: value } },
  });
  expect((await inspect(await filesOf([record, withParam("maxSteps", 300)]))).warnings).toEqual([]);
  expect((await inspect(await filesOf([record, withParam("gravity", 9)]))).warnings).toEqual([
    "They are of classic/pendulum-v1 with 2 sets of params: a run refuses those whose spaces are not its own.",
  ]);
});

test("episodes of an env that is not here are listed", async () => {
  const { records } = await randomEpisodes("classic/cart-pole-v1", 1);
  const foreign = { ...records[0], env: { id: "other/env-v9", params: {} } };
  const file = join(freshFolder(), "a.episode");
  await writeEpisode(file, foreign);
  const found = await inspect([file]);
  expect(found).toMatchObject({ episodes: [{ env: { id: "other/env-v9" } }], pairs: foreign.steps });
  expect(found.actions).toBeUndefined();
  expect(packEpisode(foreign).length).toBeGreaterThan(0);
});

test("ranges of actions, by hand", () => {
  const space = parts({
    push: box({ dtype: "float32", shape: [2], low: [-1, 0], high: [1, 0.1], labels: ["left", "right"] }),
    free: box({ dtype: "float32", shape: [1] }),
    mode: choices({ gear: ["low", "high"], light: ["on", "off"] }),
  });
  const ranging = rangingActions(space);
  ranging.add([Float32Array.of(-1, 0.05, 0.5, 0.1), Float32Array.of(3, 4), Int32Array.of(0, 1, 0, 0)]);
  ranging.add([Float32Array.of(0, 0.02, 0.25, 0), Float32Array.of(-5, 0), Int32Array.of(1, 1, 0, 1)]);
  const f = Math.fround;
  expect(ranging.ranges()).toEqual({
    numbers: [
      { name: "push.left", lowest: -1, highest: 0.5, bounds: [-1, 1], atBounds: 0.25 }, // -1 in the first of four steps
      { name: "push.right", lowest: 0, highest: f(0.1), bounds: [0, 0.1], atBounds: 0.5 }, // 0.1 as float32, and 0
      { name: "free.0", lowest: -5, highest: 4, bounds: [null, null], atBounds: 0 },
    ],
    choices: [
      { name: "mode.gear", options: { low: 3, high: 1 } },
      { name: "mode.light", options: { on: 1, off: 3 } },
    ],
  });
});
