import { describe, expect, it } from "vitest";
import { counts } from "../../rewards/intrinsic/counts.ts";
import { hash } from "../../rewards/intrinsic/hash.ts";
import { novelty } from "../../rewards/intrinsic/novelty.ts";
import { rnd } from "../../rewards/intrinsic/rnd.ts";
import { bindReward, generator, type Params, type Reward, type RewardRows, rewardRows } from "../../src/core/index.ts";
import { rewardHost } from "../../src/reward/index.ts";

const open = (reward: Reward, params: Params = {}, seats = 1) =>
  bindReward(reward, params).create(rewardHost({ goal: "", stepSeconds: 0 }, { seats, seed: 5 }));

const places = (x: readonly number[], more: Partial<RewardRows> = {}) =>
  rewardRows({
    steps: x.length,
    seats: 1,
    features: { x: Float64Array.from(x) },
    terminated: new Uint8Array(x.length),
    truncated: new Uint8Array(x.length),
    ...more,
  });

const observed = (rows: readonly (readonly number[])[]) =>
  rewardRows({
    steps: rows.length,
    seats: 1,
    observations: Float32Array.from(rows.flat()),
    observationSize: rows[0].length,
  });

async function paid(live: ReturnType<typeof open>, batch: RewardRows): Promise<number[]> {
  const out = new Float64Array(batch.rows);
  await live.evaluate(batch as never, [out] as never);
  return [...out];
}

const root = (n: number) => 1 / Math.sqrt(n);
const inX = { features: ["x"], widths: [1] };

describe("counts", () => {
  it("pays less the more often training has come to a place; looking changes nothing", async () => {
    const live = open(counts, inX);
    const walk = places([0.2, 0.9, 1.1, -0.1]);
    expect(await paid(live, walk)).toEqual([1, 1, 1, 1]);
    expect(await paid(live, walk)).toEqual([1, 1, 1, 1]);
    expect(await live.learn!(walk as never, 0)).toEqual({ places: 3 });
    expect(await paid(live, places([0.5, 1.5, -0.5, 7]))).toEqual([root(3), root(2), root(2), 1]);
  });

  it("has a width of bins for each feature, or one for all", async () => {
    const asked = { features: ["x", "y"], widths: [1, 10] };
    const live = open(counts, asked);
    const at = (x: number, y: number) => places([x], { features: { x: Float64Array.of(x), y: Float64Array.of(y) } });
    await live.learn!(at(0.5, 5) as never, 0);
    expect([await paid(live, at(0.6, 9)), await paid(live, at(0.6, 11)), await paid(live, at(1.6, 9))]).toEqual([
      [root(2)],
      [1],
      [1],
    ]);
    expect(() => open(counts, { ...asked, widths: [1, 2, 3] })).toThrow("3 widths for 2 features");
  });

  it("counts no absent seats, and no more places than it may", async () => {
    const live = open(counts, { ...inX, most: 1 });
    await live.learn!(places([3, 4, 5], { present: Uint8Array.of(0, 1, 1) }) as never, 0);
    expect(await paid(live, places([3, 4, 5]))).toEqual([1, root(2), 1]);
  });

  it("goes on from what it saved, and refuses what is broken", async () => {
    const [live, again] = [open(counts, inX), open(counts, inX)];
    await live.learn!(places([1, 1, 2]) as never, 0);
    again.load!((await live.save!()) as Uint8Array);
    expect(await paid(again, places([1, 2, 3]))).toEqual([root(3), root(2), 1]);
    expect(() => again.load!(Uint8Array.of(1, 2, 3))).toThrow();
  });
});

describe("hash", () => {
  it("pays less for what was seen, and for what lies in the same direction from the origin", async () => {
    const live = open(hash);
    await live.learn!(
      observed([
        [1, 2],
        [1, 2],
        [-1, 3],
      ]) as never,
      0,
    );
    const asked = observed([
      [1, 2],
      [2, 4],
      [-1, -2],
    ]);
    expect(await paid(live, asked)).toEqual([root(3), root(3), 1]);
  });
});

describe("novelty", () => {
  it("pays by how often this episode came to a place, and forgets with the episode", async () => {
    const live = open(novelty, inX);
    const walk = places([0, 0, 1, 0, 0, 1], { terminated: Uint8Array.of(0, 0, 0, 1, 0, 0) });
    expect(await paid(live, walk)).toEqual([1, root(2), 1, root(3), 1, 1]);
  });

  it("remembers an episode from rollout to rollout, by seat", async () => {
    const live = open(novelty, inX, 2);
    const first = { ...places([0, 0]), steps: 1, seats: 2 };
    expect(await paid(live, first)).toEqual([1, 1]);
    const kept = live.saveSeat!(1);
    expect(await paid(live, first)).toEqual([root(2), root(2)]);
    live.loadSeat!(1, kept);
    live.loadSeat!(0);
    expect(await paid(live, first)).toEqual([1, root(2)]);
  });
});

describe("random network distillation", () => {
  const near = (rng = generator(1, "near")) =>
    observed(Array.from({ length: 256 }, () => [rng.normal(), rng.normal()]));
  const mean = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

  it("is surprised less and less by what it sees, and more by what it has not seen", async () => {
    const live = open(rnd, { learningRate: 3e-3, minibatch: 64 });
    const rng = generator(2, "near");
    const before = mean(await paid(live, near()));
    let last: number | undefined;
    for (let i = 0; i < 60; i++) last = ((await live.learn!(near(rng) as never, 0)) as { surprise: number }).surprise;
    expect(last).toBeLessThan(0.1 * before);
    const far = observed([
      [4, -4],
      [-4, 4],
    ]);
    expect(mean(await paid(live, far))).toBeGreaterThan(10 * mean(await paid(live, near())));
    await live.close!();
  });

  it("learns on from what it saved, to the last bit", async () => {
    const [live, again] = [open(rnd), open(rnd)];
    const rng = generator(3, "near");
    const [first, second] = [near(rng), near(rng)];
    await live.learn!(first as never, 0);
    await again.load!((await live.save!()) as Uint8Array);
    for (const each of [live, again]) await each.learn!(second as never, 0);
    expect(await paid(again, first)).toEqual(await paid(live, first));
    expect(await again.save!()).toEqual(await live.save!());
    for (const each of [live, again]) await each.close!();
  });
});
