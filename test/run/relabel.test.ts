import { expect, test } from "vitest";
import { rewards, transforms } from "../../rewards/index.ts";
import { generator, type RewardExpression, type RewardRows, sample, write } from "../../src/core/index.ts";
import {
  type EpisodeRecord,
  episodeRecorder,
  packEpisode,
  parseEpisode,
  recordedRows,
} from "../../src/record/index.ts";
import { openRelabeller, type Relabeller, rewardHost } from "../../src/reward/index.ts";
import { type Actor, collector, episodeTracker, openVector } from "../../src/vector/index.ts";
import { envs } from "../fixtures/worlds.ts";
import { difference, env, leafAt, relived } from "../reward/relived.ts";

const worlds = 3;
const reward: RewardExpression = {
  sum: { success: "sparse/success-v1", near: { use: "shaped/feature-v1", params: { feature: "distance" } } },
};
const open = () => openRelabeller(reward, { rewards, transforms }, env, rewardHost(env, { seats: worlds, seed: 1 }));
const vectorOf = () => openVector({ envs, env: { id: env.id }, worlds });

/** Relabels all rows and compares them with worlds that had those goals. */
async function expectTold(relabeller: Relabeller, rows: RewardRows) {
  for (const each of ["row", "episode"] as const) {
    const told = await relabeller.relabel(rows, { strategy: "future", share: 0.8, each }, generator(1, each));
    expect(told.source).toHaveLength(rows.rows);
    const lived = relived(told, rows);
    for (const name in env.features)
      expect(difference(told.rows.features[name], lived.features[name])).toBeLessThanOrEqual(1e-12);
    for (const leaf of ["body", "aim"] as const)
      expect(
        difference(leafAt(told.rows, leaf, told.rows.leafRows), leafAt(lived, leaf, lived.leafRows)),
      ).toBeLessThanOrEqual(1e-12);
    expect(difference(told.rows.terminated, lived.terminated)).toBe(0);
    for (let row = 0; row < rows.rows; row++)
      expect(told.total[row]).toBeCloseTo(lived.features.success[row] + lived.features.distance[row], 12);
  }
}

test("rollouts are relabelled, episodes that end in them and those that go on", async () => {
  const rng = generator(2);
  const vector = await vectorOf();
  await vector.reset(1);
  const actor: Actor = {
    stateSize: 0,
    rolloutSteps: 30,
    async act() {
      for (let row = 0; row < worlds; row++) write(env.action, vector.actions, sample(env.action, rng), row);
      return { actions: vector.actions, state: new Float32Array(0) };
    },
  };
  const relabeller = await open();
  const collecting = collector(vector, actor, { ...relabeller.inputs, actions: true });
  for (let rollout = 0; rollout < 2; rollout++) await expectTold(relabeller, (await collecting.collect()).rows);
  await vector.close();
});

test("recorded episodes are relabelled, if they hold their observations", async () => {
  const rng = generator(3);
  const vector = await vectorOf();
  await vector.reset(1);
  const origin = { seed: 1, reward, agent: "baseline/random-v1", versions: {} };
  const recorder = episodeRecorder(vector, { watch: [0], origin, observations: true });
  const tracker = episodeTracker(env, worlds);
  tracker.start();
  await recorder.start();
  const records: EpisodeRecord[] = [];
  while (records.length < 2) {
    for (let row = 0; row < worlds; row++) write(env.action, vector.actions, sample(env.action, rng), row);
    await vector.step();
    await recorder.observe(tracker.observe(vector));
    records.push(...recorder.rewarded({ total: new Float64Array(worlds), terms: {} }));
  }
  await vector.close();
  const relabeller = await open();
  const inputs = { ...relabeller.inputs, actions: true };
  for (const record of records)
    await expectTold(relabeller, recordedRows(parseEpisode(packEpisode(record)), env, inputs));
  const { observations: _, ...without } = records[0];
  expect(() => recordedRows(without, env, inputs)).toThrow(expect.objectContaining({ code: "reward/input" }));
});
