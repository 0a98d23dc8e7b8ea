import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { registries } from "../../scripts/registries.ts";
import { epicRewards, gamma } from "../../scripts/results/rewards/epic-fixture.ts";
import { requireAskable } from "../../src/audit/asking.ts";
import { compare } from "../../src/audit/index.ts";
import type { EpisodeRecord } from "../../src/record/index.ts";
import { openReward, rewardHost } from "../../src/reward/index.ts";
import { findPython } from "../python.ts";
import { codedError } from "../record/temporary.ts";
import { featureOf, late, randomEpisodes, shapedBy, weighed } from "./fixture.ts";

const pendulum = await randomEpisodes("classic/pendulum-v1", 4);
const own = { reward: "shaped/pendulum-v1" };

test("shaping and positive scales make no distance, the opposite reward is at 1", async () => {
  const rewards = {
    own,
    shaped: { reward: shapedBy(own.reward, "upright") },
    scaled: { reward: weighed(own.reward, 7) },
    opposite: { reward: weighed(own.reward, -0.1) },
  };
  const { epic, dard } = await compare(pendulum, rewards, registries, { transitions: 64, draws: 8 });
  for (const distances of [epic, dard]) {
    expect(distances?.names).toEqual(Object.keys(rewards));
    const [fromOwn] = distances!.between;
    expect(fromOwn).toEqual([0, 0, 0, 1].map((distance) => expect.closeTo(distance, 6)));
  }
  const otherGamma = { own, shaped: { reward: shapedBy(own.reward, "turning", 0.5) } };
  const compared = await compare(pendulum, otherGamma, registries, { transitions: 64, draws: 8 });
  expect(compared.epic!.between[0][1]).toBeGreaterThan(0.01);
});

test("the same seed gives the same distances, another one others", async () => {
  const rewards = { own, upright: { reward: featureOf("upright") } };
  const distance = async (seed: number) =>
    (await compare(pendulum, rewards, registries, { seed, transitions: 32, draws: 4 })).epic!.between[0][1];
  expect(await distance(1)).toBe(await distance(1));
  expect(await distance(1)).not.toBe(await distance(2));
});

test("a reward that remembers, or that is constant, has no distance, and the comparison says so", async () => {
  const rewards = { own, late: { reward: late(own.reward) }, alive: { reward: "sparse/alive-v1" } };
  const {
    epic,
    notes,
    rewards: compared,
  } = await compare(pendulum, rewards, registries, { transitions: 16, draws: 4 });
  expect(epic?.names).toEqual(["own", "alive"]);
  expect(epic?.between).toEqual([
    [0, null],
    [null, null],
  ]);
  expect(notes).toEqual([
    "late has no distance to others: it remembers earlier steps, and a distance asks about any transition.",
  ]);
  expect(compared.map(({ name }) => name)).toEqual(["own", "late", "alive"]);
});

test("a distance that cannot be had is a coded error for those who ask for it alone", async () => {
  const host = rewardHost(pendulum.env, { seats: 1, seed: 0 });
  const live = await openReward(late(own.reward), registries, pendulum.env, host);
  const error = await codedError(() => requireAskable("late", live));
  expect(error?.code).toBe("reward/input");
  expect(error?.given).toContain("it remembers earlier steps");
});

/** The beginning of an episode of one seat, which does not replay. */
const firstSteps = (record: EpisodeRecord, steps: number): EpisodeRecord => ({
  ...record,
  steps,
  start: undefined,
  actions: record.actions.map((leaf) => leaf.slice(0, (leaf.length / record.steps) * steps)),
  observations: undefined,
  features: Object.fromEntries(Object.entries(record.features).map(([name, all]) => [name, all.slice(0, steps + 1)])),
});

test("EPIC equals that of an independent program in Python", async ({ skip }) => {
  const python = findPython("numpy");
  if ("reason" in python) return skip(python.reason);
  const rewards = Object.fromEntries(Object.entries(epicRewards).map(([name, reward]) => [name, { reward }]));
  const short = [firstSteps(pendulum.records[0], 24)];
  const { epic } = await compare({ ...pendulum, records: short }, rewards, registries, {
    transitions: 24,
    draws: 24 * 48,
    gamma,
  });
  expect(epic).toMatchObject({ transitions: 24, draws: 24 * 48 });
  const [record] = short;
  const state = (row: number) => [
    record.features.upright[row],
    record.features.turning[row],
    record.features.torque[row],
  ];
  const rows = Array.from({ length: record.steps }, (_, row) => row);
  const fixture = {
    gamma,
    before: rows.map(state),
    action: rows.map((row) => [record.actions[0][row]]),
    after: rows.map((row) => state(row + 1)),
  };
  const script = fileURLToPath(new URL("../parity/epic.py", import.meta.url));
  const { stdout, stderr } = spawnSync(python.path, [script], { input: JSON.stringify(fixture), encoding: "utf8" });
  expect(stderr).toBe("");
  const expected: number[][] = JSON.parse(stdout);
  for (const [i, row] of expected.entries())
    for (const [j, distance] of row.entries()) expect(Math.abs(epic!.between[i][j]! - distance)).toBeLessThan(1e-3);
});
