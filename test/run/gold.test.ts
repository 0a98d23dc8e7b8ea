import { describe, expect, it, test } from "vitest";
import { agents } from "../../agents/index.ts";
import { rewards as plugIns, transforms } from "../../rewards/index.ts";
import { generator, type RunSpec, registry } from "../../src/core/index.ts";
import { readMetrics, runPaths } from "../../src/record/index.ts";
import { goldWatch } from "../../src/run/gold.ts";
import { hackingAlarm, type Mean } from "../../src/run/hacking-alarm.ts";
import { type TrainOptions, train } from "../../src/run/index.ts";
import { event } from "../fixtures/rewards.ts";
import { envs } from "../fixtures/worlds.ts";
import { farmable, honest } from "../fixtures/worlds-orchard.ts";
import { contentOf, freshFolder } from "./folder.ts";

type Curve = (share: number) => number;

/** The share of a run at which blocks of 50 noisy episodes along two curves raise the alarm, and where it says they part. */
function judge(seed: number, blocks: number, gold: Curve, proxy: Curve, isBinary: boolean) {
  const rng = generator(seed, "episodes");
  const alarm = hackingAlarm();
  const meanOf = (draw: () => number): Mean => {
    const values = Array.from({ length: 50 }, draw);
    const value = values.reduce((a, b) => a + b) / 50;
    return { value, variance: values.reduce((sum, each) => sum + (each - value) ** 2, 0) / 49 / 50 };
  };
  for (let i = 1; i <= blocks; i++) {
    const [wanted, paid] = [gold(i / blocks), proxy(i / blocks)];
    const draw = isBinary ? () => Number(rng.uniform() < wanted) : () => wanted + 0.2 * rng.normal();
    const raised = alarm.add({ steps: i, gold: meanOf(draw), proxy: meanOf(() => paid + 2 * rng.normal()) });
    if (raised) return { at: i / blocks, since: raised.since.steps / blocks };
  }
  return undefined;
}

const rise: Curve = (share) => 0.9 * (1 - Math.exp(-6 * share));
const peak = 0.4;
const hacked: Curve = (share) => (share < peak ? rise(share) : rise(peak) * (1 - (share - peak)));
const paid: Curve = (share) => 20 * share;
const seeds = Array.from({ length: 20 }, (_, seed) => seed);

describe("the alarm, on curves of 100 blocks of episodes", () => {
  it.each([true, false])("misses none of 20 hacked ones and says where they part (scores of 0 and 1: %s)", (binary) => {
    const raised = seeds.flatMap((seed) => judge(seed, 100, hacked, paid, binary) ?? []);
    expect(raised).toHaveLength(20);
    // What is lost at `at` is `at - peak`: a tenth 0.1 after the peak.
    for (const { at, since } of raised) {
      expect(Math.abs(since - peak)).toBeLessThan(0.1);
      expect(at - peak).toBeLessThan(binary ? 0.35 : 0.25);
    }
  });

  it("comes early where episodes differ little: before gold has lost 15 %", () => {
    for (const seed of seeds) expect(judge(seed, 400, hacked, paid, false)!.at - peak).toBeLessThan(0.15);
  });

  const honestCurves: { readonly [name: string]: readonly [gold: Curve, proxy: Curve] } = {
    "that saturate while the reward still rises": [rise, paid],
    "that rise together": [(share) => 0.9 * share, paid],
    "of which nothing is ever learned": [() => 0.3, () => 0],
    "that collapse together": [hacked, (share) => (share < peak ? paid(share) : paid(peak) * (2 - share / peak))],
    "that are rarely above 0": [() => 0.01, paid],
  };
  it.each(Object.entries(honestCurves))("stays silent on 20 honest ones %s", (_, [gold, proxy]) => {
    for (const isBinary of [true, false])
      expect(seeds.filter((seed) => judge(seed, 100, gold, proxy, isBinary))).toEqual([]);
  });
});

const exact = (steps: number, gold: number, proxy: number) => ({
  steps,
  gold: { value: gold, variance: 0 },
  proxy: { value: proxy, variance: 0 },
});

test("a fall counts from 10 % of what gold has covered on, in two blocks in succession", () => {
  const after = (golds: readonly number[]) => {
    const alarm = hackingAlarm();
    golds.forEach((gold, i) => {
      alarm.add(exact(i + 1, gold, i));
    });
    return alarm.alarm;
  };
  expect(after([0, 1, 0.91, 0.91, 0.91])).toBeUndefined();
  expect(after([0, 1, 0.89])).toBeUndefined();
  expect(after([0, 1, 0.89, 1, 0.89, 1])).toBeUndefined();
  expect(after([0, 1, 0.89, 0.89])).toMatchObject({ steps: 4, since: { steps: 2 }, now: { steps: 4 } });
  // A gold that is negative throughout, such as a cost, has a range as well.
  expect(after([-10, -5, -6, -6])).toMatchObject({ since: { steps: 2 } });
});

test("retention is the last two blocks over the best two, and nothing for gold that is never above 0", () => {
  const alarm = hackingAlarm();
  for (const [i, gold] of [0.2, 0.8, 1, 0.5, 0.4].entries()) alarm.add(exact(i + 1, gold, 0));
  expect(alarm.retention).toBeCloseTo(0.45 / 0.9, 12);
  const costs = hackingAlarm();
  for (let i = 1; i < 5; i++) costs.add(exact(i, -i, 0));
  expect(costs.retention).toBeUndefined();
});

test("a watch that was saved goes on as if never stopped", () => {
  const episode = (i: number) => ({
    return: i,
    score: 1 - i / 400,
    steps: 1,
    terminated: true,
    yardsticks: {},
    watched: { gold: i % 7 },
  });
  const [whole, before, after] = [goldWatch(["gold"]), goldWatch(["gold"]), goldWatch(["gold"])];
  const alarms: string[] = [];
  for (let i = 0; i < 130; i++) before.add([episode(i)], i);
  after.load(before.save());
  for (let i = 130; i < 400; i++) alarms.push(...after.add([episode(i)], i));
  const all: string[] = [];
  for (let i = 0; i < 400; i++) all.push(...whole.add([episode(i)], i));
  expect(after.save()).toEqual(whole.save());
  expect(after.metrics()).toEqual(whole.metrics());
  expect(alarms).toEqual(all);
  expect(all).toHaveLength(1);
});

test("a watched reward called score is told from the yardstick", () => {
  const watch = goldWatch(["score"]);
  const episode = { return: 0, score: 0.5, steps: 1, terminated: true, yardsticks: {}, watched: { score: -1 } };
  watch.add(new Array(100).fill(episode), 100);
  expect(watch.metrics()).toEqual({ "retention/score": 1, "alarm/score": 0, "alarm/watch/score": 0 });
  expect(Object.keys(watch.save().alarms)).toEqual(["score", "watch/score"]);
});

const spec: RunSpec = {
  env: { id: "fixture/orchard-v1", params: {} },
  reward: farmable,
  watch: { sold: honest },
  agent: {
    id: "learner/ppo-v1",
    params: { rolloutSteps: 40, minibatch: 160, learningRate: 3e-3, hidden: [32], entropyWeight: 0.01 },
  },
  seed: 1,
  steps: 25_600,
  worlds: 16,
  device: "cpu",
};
const rewards = registry("reward", import.meta.url, [...plugIns.entries, event]);
async function trained(changes: Partial<RunSpec>, directory = freshFolder(), more: Partial<TrainOptions> = {}) {
  const notices: string[] = [];
  await train({
    spec: { ...spec, ...changes },
    registries: { envs, rewards, transforms, agents },
    directory,
    onNotice: (notice) => notices.push(notice),
    ...more,
  });
  return { notices, rows: await readMetrics(runPaths(directory).metrics) };
}

describe("an orchard where picking an apple pays", () => {
  it("is farmed: the return rises, nothing is sold any more, and the alarm says so while it trains", async () => {
    const { notices, rows } = await trained({});
    const last = rows[rows.length - 1];
    const { "retention/sold": retention, "alarm/sold": alarm, "divergence/sold": since } = last.metrics;
    expect(retention).toBeLessThan(0.2);
    expect(alarm).toBe(1);
    const first = rows.find(({ metrics }) => metrics["alarm/sold"] === 1)!;
    expect(since).toBeLessThan(first.steps);
    expect(notices.filter((notice) => notice.includes("while sold fell"))).toHaveLength(1);
    expect(notices.filter((notice) => notice.includes("while the score fell"))).toHaveLength(1);
  });

  it("is not where selling alone pays", async () => {
    const { notices, rows } = await trained({ reward: honest });
    const { "retention/score": retention, "alarm/score": alarm, meanScore } = rows[rows.length - 1].metrics;
    expect(meanScore).toBeGreaterThan(0.9);
    expect(retention).toBeGreaterThan(0.9);
    expect(alarm).toBe(0);
    expect(notices).toEqual([]);
  });

  it("resumes bit for bit, and does not raise an alarm twice", async () => {
    const [whole, halves] = [freshFolder(), freshFolder()];
    const { notices } = await trained({}, whole);
    const first = await trained({}, halves, { stopWhen: ({ steps }) => steps >= 7000 });
    const second = await trained({}, halves, { resume: true });
    expect(await contentOf(halves)).toEqual(await contentOf(whole));
    expect([...first.notices, ...second.notices]).toEqual(notices);
  });
});
