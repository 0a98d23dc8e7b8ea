import { join } from "node:path";
import { expect, test } from "vitest";
import { registries } from "../../scripts/registries.ts";
import { episodeFiles, episodesOf, explain, rescore, rescoreFiles } from "../../src/audit/index.ts";
import type { PackedArray, RewardRows } from "../../src/core/index.ts";
import { joinedRows, recordedRows, writeEpisode } from "../../src/record/index.ts";
import { openReward, rewardHost } from "../../src/reward/index.ts";
import { replayScored } from "../../src/run/index.ts";
import { codedError, temporaryFolder } from "../record/temporary.ts";
import { late, randomEpisodes, shapedBy } from "./fixture.ts";

const cartPole = await randomEpisodes("classic/cart-pole-v1", 6);
const reward = { sum: { shaped: shapedBy("shaped/upright-v1", "offset"), late: late("shaped/upright-v1") } };

test("episodes scored together are worth what each is worth replayed, also where a reward remembers", async () => {
  const { episodes, rows } = await rescore(cartPole, { reward }, registries);
  for (const [i, record] of cartPole.records.entries()) {
    const { reward: worth } = await replayScored(record, { reward }, registries);
    expect(episodes[i].total).toBeCloseTo(worth.total, 9);
    for (const [name, sum] of Object.entries(worth.terms)) expect(episodes[i].terms[name]).toBeCloseTo(sum, 9);
  }
  expect(Object.keys(rows.terms)).toEqual(["shaped.own", "shaped.shaping", "late"]);
  expect(rows.total).toHaveLength(cartPole.records.reduce((sum, { steps }) => sum + steps, 0));
});

test("what takes in the rows that it is asked about is asked a step at a time, so that no numbers hang on the others", async () => {
  const asked = { reward: { apply: "transform/normalise-v2", to: "shaped/upright-v1" } };
  const host = rewardHost(cartPole.env, { seats: 1, seed: 0 });
  const live = await openReward(asked.reward, registries, cartPole.env, host);
  const rows = recordedRows(cartPole.records[0], cartPole.env, live.inputs);
  await live.evaluate(rows);
  await live.learn(rows, 0);
  const learned = { ...asked, learned: await live.save() };
  const together = await rescore(cartPole, learned, registries);
  for (const [i, record] of cartPole.records.entries()) {
    const alone = await rescore({ ...cartPole, records: [record] }, learned, registries);
    expect(together.episodes[i]).toEqual(alone.episodes[0]);
    const { total, parts } = await explain(cartPole.env, record, learned, registries, { step: 3 });
    expect(total).toBe(alone.rows.total[2]);
    expect(parts[0].parts[0].value).not.toBe(total);
  }
});

test("joined rows are those of each episode, one after the other", () => {
  const inputs = { features: ["offset", "upright"], before: true, observations: true, actions: true, history: true };
  const parts = cartPole.records.map((record) => recordedRows(record, cartPole.env, inputs));
  const whole = joinedRows(cartPole.records, cartPole.env, inputs);
  const matches = (part: RewardRows, at: number, of: (rows: RewardRows) => PackedArray, size = 1) =>
    expect(of(whole).slice(at * size, (at + part.rows) * size)).toEqual(of(part).slice(0, part.rows * size));
  let at = 0;
  for (const part of parts) {
    for (const name of inputs.features) {
      matches(part, at, ({ features }) => features[name]);
      matches(part, at, ({ before }) => before.features[name]);
    }
    for (const name of ["present", "terminated", "truncated"] as const) matches(part, at, (rows) => rows[name]);
    matches(part, at, ({ actions }) => actions, whole.actionSize);
    matches(part, at, ({ observations }) => observations, whole.observationSize);
    matches(part, at, ({ before }) => before.observations, whole.observationSize);
    at += part.rows;
  }
  expect([whole.rows, Object.keys(whole.features)]).toEqual([at, inputs.features]);
});

test("joined rows point at their own observations", () => {
  const inputs = { leaves: ["observation"], observations: true, before: true };
  const whole = joinedRows(cartPole.records, cartPole.env, inputs);
  const size = whole.observationSize;
  const leaf = whole.leaves.observation;
  for (let row = 0; row < whole.rows; row++) {
    const at = whole.leafRows[row] * size;
    expect([...leaf.subarray(at, at + size)]).toEqual([...whole.observations.subarray(row * size, (row + 1) * size)]);
    expect(whole.before.leafRows[row]).toBe(whole.leafRows[row] - 1);
  }
});

test("threads give what one gives, in the order of the files", async () => {
  const folder = temporaryFolder();
  const paths = cartPole.records.map((_, i) => join(folder, `${i}.episode`));
  for (const [i, record] of cartPole.records.entries()) await writeEpisode(paths[i], record);
  const files = await episodeFiles([folder]);
  expect(files).toEqual(paths);
  const rewards = { mine: { reward } };
  const one = await rescoreFiles(files, rewards, registries);
  expect(await rescoreFiles(files, rewards, registries, 4)).toEqual(one);
  expect(one.files.map(({ steps }) => steps)).toEqual(cartPole.records.map(({ steps }) => steps));
  const unknown = await codedError(() => rescoreFiles(files, { mine: { reward: "shaped/none-v1" } }, registries, 2));
  expect(unknown?.code).toBe("registry/unknown");
});

test("episodes of a version that is not here are refused, with those that are", async () => {
  const old = cartPole.records.map((record) => ({ ...record, env: { ...record.env, id: "classic/cart-pole-v9" } }));
  const error = await codedError(() => episodesOf(old, registries.envs));
  expect(error).toMatchObject({
    code: "episode/mismatch",
    given: "6 episodes of classic/cart-pole-v9, which is not here",
    expected: "episodes of classic/cart-pole-v1",
  });
});

test("episodes of several envs, or of none, are refused", async () => {
  const [first, ...rest] = cartPole.records;
  const shorter = { ...first, env: { ...first.env, params: { ...first.env.params, maxSteps: 7 } } };
  expect((await codedError(() => episodesOf([...rest, shorter], registries.envs)))?.code).toBe("episode/mismatch");
  expect((await codedError(() => episodesOf([], registries.envs)))?.code).toBe("file/unusable");
});

test("episodes of another version of the package are counted in a notice", async () => {
  const [first, ...rest] = cartPole.records;
  const older = { ...first, versions: { rewardgym: "0.0.1" } };
  expect((await episodesOf([older, ...rest], registries.envs)).notices).toEqual([
    expect.stringMatching(/^1 of 6 episodes were recorded by rewardgym 0\.0\.1; this is /),
  ]);
  expect(cartPole.notices).toEqual([]);
});
