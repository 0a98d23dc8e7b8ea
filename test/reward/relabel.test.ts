import fc from "fast-check";
import { expect, test } from "vitest";
import { rewards as listedRewards, transforms as listedTransforms } from "../../rewards/index.ts";
import { recordRows } from "../../src/check/index.ts";
import {
  type AnyTransform,
  bindEnv,
  generator,
  type Reward,
  type RewardExpression,
  type RewardRows,
  registry,
} from "../../src/core/index.ts";
import { openRelabeller, openReward, ownGoal, rewardHost } from "../../src/reward/index.ts";
import * as fixtures from "../fixtures/rewards.ts";
import { envs } from "../fixtures/worlds.ts";
import { difference, env, leafAt, relived } from "./relived.ts";

const registries = {
  rewards: registry<Reward>("reward", import.meta.url, [
    ...(await listedRewards.all()),
    ...(await fixtures.rewards.all()),
  ]),
  transforms: registry<AnyTransform>("transform", import.meta.url, [
    ...(await listedTransforms.all()),
    ...(await fixtures.transforms.all()),
  ] as AnyTransform[]),
};
const host = rewardHost(env, { seats: 1, seed: 5 });
const open = (expression: RewardExpression, of = env) => openRelabeller(expression, registries, of, host);

const value = (feature: string): RewardExpression => ({ use: "shaped/feature-v1", params: { feature } });
/** Reads all that relabelling can tell: features, vectors, events, leaves, observations, actions, the state before, ends. */
const alone: RewardExpression = {
  sum: {
    success: "sparse/success-v1",
    nearness: { weight: -1, of: value("distance") },
    growth: { apply: "transform/potential-v1", params: { gamma: 0.9 }, to: value("distance") },
    gap: { use: "fixture/smallness-v1", params: { vector: "gap" } },
    gust: { use: "fixture/event-v1", params: { event: "gust" } },
    leaf: { use: "fixture/leaf-v1", params: { leaf: "aim", rowSize: 5 } },
    glow: "fixture/glow-v1",
    effort: "fixture/effort-v1",
  },
};
/** Remembers the episode as well. */
const remembering: RewardExpression = {
  sum: {
    alone,
    once: { use: "sparse/reached-v1", params: { feature: "success", bound: 1 } },
    streak: "fixture/streak-v1",
  },
};

const seats = 3;

/** Rows of three worlds that act at random: some episodes end, off the table or at the target, most are cut. */
async function lived(expression: RewardExpression, seed: number, steps = 50) {
  const relabeller = await open(expression);
  const rows = recordRows(env, relabeller.inputs, { steps, worlds: seats, seed });
  return { relabeller, rows };
}

const anyOptions = fc.record({
  seed: fc.integer({ min: 0, max: 1000 }),
  strategy: fc.constantFrom("future" as const, "final" as const, "random" as const),
  share: fc.constantFrom(0, 0.5, 1),
});

test.each(["row", "episode"] as const)(
  "rows relabelled, each %s, equal those of a world whose goal was that, stepped with the same actions",
  async (each) => {
    await fc.assert(
      fc.asyncProperty(anyOptions, async ({ seed, strategy, share }) => {
        const expression = each === "row" ? alone : remembering;
        const { relabeller, rows } = await lived(expression, seed, each === "row" ? 25 : 50);
        const told = await relabeller.relabel(rows, { strategy, share, each }, generator(seed, "goals"));
        const expected = relived(told, rows);
        const worst = (a: typeof rows, b: typeof rows) =>
          Math.max(
            ...Object.keys(env.features).flatMap((name) => [
              difference(a.features[name], b.features[name]),
              difference(a.before.features[name], b.before.features[name]),
            ]),
            ...(["body", "aim"] as const).flatMap((leaf) => [
              difference(leafAt(a, leaf, a.leafRows), leafAt(b, leaf, b.leafRows)),
              difference(leafAt(a, leaf, a.before.leafRows), leafAt(b, leaf, b.before.leafRows)),
            ]),
            difference(a.observations, b.observations),
            difference(a.actions, b.actions),
            difference(a.events.gust, b.events.gust),
            difference(a.terminated, b.terminated),
          );
        expect(worst(told.rows, expected)).toBeLessThanOrEqual(1e-12);
        const live = await openReward(expression, registries, env, host);
        const { total, terms } = await live.evaluate(expected);
        expect(difference(told.total, total)).toBeLessThanOrEqual(1e-12);
        for (const name in terms) expect(difference(told.terms[name], terms[name])).toBeLessThanOrEqual(1e-12);
      }),
      { numRuns: 15 },
    );
  },
);

const isEnd = ({ terminated, truncated }: RewardRows, row: number) => terminated[row] + truncated[row] > 0;

/** The last row of each row's episode among the rows. */
function lastRows(rows: RewardRows): number[] {
  const last: number[] = [];
  for (let row = rows.rows - 1; row >= 0; row--)
    last[row] = isEnd(rows, row) || row + seats >= rows.rows ? row : last[row + seats];
  return last;
}

test.each(["future", "final", "random"] as const)(
  "the goal of a row, %s, is one that was achieved",
  async (strategy) => {
    const { relabeller, rows } = await lived(alone, 3);
    const last = lastRows(rows);
    const { goals, source, rows: told } = await relabeller.relabel(rows, { strategy, share: 1 }, generator(1));
    expect([...source]).toEqual(Array.from({ length: rows.rows }, (_, row) => row));
    let later = 0;
    for (const [row, goal] of goals.entries()) {
      for (const axis of [0, 1])
        expect(told.features[`target.${axis}`][row]).toBe(rows.features[`place.${axis}`][goal]);
      if (strategy === "final") expect(goal).toBe(last[row]);
      if (strategy === "future") {
        expect([goal >= row, goal <= last[row], (goal - row) % seats]).toEqual([true, true, 0]);
        if (goal > row) later++;
      }
    }
    if (strategy === "future") expect(later).toBeGreaterThan(rows.rows / 2);
    if (strategy === "random") expect(new Set(goals).size).toBeGreaterThan(rows.rows / 2); // 1 - 1/e of them on average
  },
);

test("a share of the rows gets another goal, and one seed draws the same", async () => {
  const { relabeller, rows } = await lived(alone, 3);
  const draw = async (seed: number, share: number) =>
    (await relabeller.relabel(rows, { strategy: "future", share }, generator(seed))).goals.slice();
  const other = (goals: Int32Array) => goals.filter((goal) => goal !== ownGoal).length / goals.length;
  expect(other(await draw(1, 0))).toBe(0);
  expect(other(await draw(1, 1))).toBe(1);
  expect(Math.abs(other(await draw(1, 0.8)) - 0.8)).toBeLessThan(0.16); // five standard deviations of 150 rows
  expect(await draw(1, 0.8)).toEqual(await draw(1, 0.8));
  expect(await draw(1, 0.8)).not.toEqual(await draw(2, 0.8));
});

test("whole episodes lose no row: where a goal ends one earlier, the rest is a piece of its own", async () => {
  const { relabeller, rows } = await lived(remembering, 4);
  const options = { strategy: "future", share: 1, each: "episode" } as const;
  const { source, goals, rows: told, terms } = await relabeller.relabel(rows, options, generator(1));
  expect([...source].sort((a, b) => a - b)).toEqual(Array.from({ length: rows.rows }, (_, row) => row));
  const last = lastRows(rows);
  let [earlier, length] = [0, 0];
  for (const [row, at] of source.entries()) {
    expect(told.terminated[row] + told.truncated[row]).toBeLessThanOrEqual(1);
    expect(terms.streak[row]).toBe(++length); // a reward's memory does not cross pieces
    if (isEnd(told, row)) length = 0;
    else expect([source[row + 1], goals[row + 1]]).toEqual([at + seats, goals[row]]);
    if (told.terminated[row] && told.features.success[row]) {
      expect(goals[row]).toBeGreaterThanOrEqual(at); // what was achieved later is near from there on
      if (at !== last[at]) earlier++;
    }
    if (goals[row] === at) expect(told.features.success[row]).toBe(1);
  }
  expect(earlier).toBeGreaterThan(5);
});

test("an episode that only its own goal ended is cut there under another", async () => {
  const relabeller = await open(alone);
  const rows = recordRows(env, relabeller.inputs, { steps: 400, worlds: seats, seed: 1 });
  const reached = [...rows.terminated.keys()].filter((row) => rows.terminated[row] && rows.features.success[row]);
  expect(reached.length).toBeGreaterThan(0);
  const options = { strategy: "random", share: 1, only: reached } as const;
  const { rows: told } = await relabeller.relabel(rows, options, generator(2));
  const missed = reached.filter((_, i) => told.features.success[i] === 0).length;
  expect(missed).toBeGreaterThan(0);
  expect(told.truncated.reduce((sum, cut) => sum + cut, 0)).toBe(missed);
});

test("rows drawn from a replay memory are relabelled by what came later in it", async () => {
  const { relabeller, rows } = await lived(alone, 5, 200);
  const rng = generator(6);
  const only = Int32Array.from({ length: 64 }, () => rng.integer(rows.rows));
  const told = await relabeller.relabel(rows, { strategy: "future", share: 0.8, only }, rng);
  expect(told.source).toEqual(only);
  const last = lastRows(rows);
  for (const [i, goal] of told.goals.entries())
    if (goal !== ownGoal) expect(goal >= only[i] && goal <= last[only[i]]).toBe(true);
  expect(difference(told.rows.features.distance, relived(told, rows).features.distance)).toBe(0);
});

test("what nobody lived is never told, and parts the episodes around it", async () => {
  const { relabeller, rows } = await lived(remembering, 7);
  const gone = 20 * seats + 1; // the second seat is out at step 20
  const truncated = rows.truncated.slice();
  const present = rows.present.slice();
  [present[gone], truncated[gone], truncated[gone - seats]] = [0, 1, 1];
  for (const each of ["row", "episode"] as const) {
    const part = each === "row" ? await open(alone) : relabeller;
    const options = { strategy: "random", share: 1, each } as const;
    const { source, goals } = await part.relabel({ ...rows, present, truncated }, options, generator(1));
    expect(source).toHaveLength(rows.rows - 1);
    expect([...source, ...goals]).not.toContain(gone);
  }
});

test("an observation that was noisy keeps its noise", async () => {
  const { relabeller, rows } = await lived(alone, 8);
  const { aim } = rows.leaves;
  const noisy = { ...rows, leaves: { ...rows.leaves, aim: aim.map((seen, i) => seen + (i % 5) / 8) } };
  const relabel = async (given: RewardRows) =>
    (await relabeller.relabel(given, { strategy: "future", share: 1 }, generator(1))).rows.leaves.aim;
  const [clear, blurred] = [await relabel(rows), await relabel(noisy)];
  expect(
    difference(
      blurred,
      clear.map((seen, i) => seen + (i % 5) / 8),
    ),
  ).toBeLessThan(1e-6);
});

test("a reward scores by what the run's own has learned", async () => {
  const fading: RewardExpression = { use: "fixture/fading-v1" };
  const { relabeller, rows } = await lived(fading, 9, 10);
  const own = await openReward(fading, registries, env, host);
  await own.evaluate(rows);
  await own.learn(rows, 0);
  const relabel = async () => [
    ...(await relabeller.relabel(rows, { strategy: "future", share: 1 }, generator(1))).total,
  ];
  const before = await relabel();
  expect(await relabel()).toEqual(before);
  await relabeller.load(await own.save());
  const after = await relabel();
  expect(after).not.toEqual(before);
  expect(after[0]).toBe((await own.evaluate(rows)).total[0]);
});

test("what cannot be told is refused with its reason", async () => {
  const painter = bindEnv(await envs.get("fixture/painter-v1"));
  await expect(open("fixture/step-v1", painter)).rejects.toThrow(
    expect.objectContaining({ code: "env/unsupported", fix: expect.stringContaining("defineGoals") }),
  );
  for (const expression of ["fixture/says-v1", "fixture/wanted-v1"] as const)
    await expect(open(expression)).rejects.toThrow(expect.objectContaining({ code: "reward/input" }));
  const { relabeller, rows } = await lived(remembering, 1, 10);
  const refused = (given: RewardRows, options: object, code: string) =>
    expect(
      relabeller.relabel(given, { strategy: "future", share: 1, each: "episode", ...options }, generator(1)),
    ).rejects.toThrow(expect.objectContaining({ code }));
  await refused(rows, { each: "row" }, "reward/input");
  await refused(rows, { share: 1.5 }, "params/invalid");
  await refused(rows, { share: Number.NaN }, "params/invalid");
  await refused(rows, { strategy: "past" }, "params/invalid");
  await refused(rows, { each: "step" }, "params/invalid");
  await refused(rows, { only: [rows.rows] }, "params/invalid");
  await refused({ ...rows, leaves: {} }, {}, "reward/input");
  await refused({ ...rows, before: { ...rows.before, features: {} } }, {}, "reward/input");
});
