import { describe, expect, it } from "vitest";
import { choosePairs, disagreement, type Judged, leadOf, wantedAt } from "../../rewards/preferences/asking.ts";
import { spreadOut } from "../../rewards/preferences/entropy.ts";
import { recentSteps } from "../../rewards/preferences/recent.ts";
import { generator } from "../../src/core/index.ts";

describe("labels are asked for", () => {
  const schedule = { budget: 100, atFirst: 0.2, until: 0.5, sitting: 10 };

  it("some at first, the others by progress, a sitting at a time, and none beyond the budget", () => {
    expect(wantedAt(schedule, 0, 0)).toBe(20);
    expect(wantedAt(schedule, 0.05, 20)).toBe(0); // 8 are due: no sitting yet
    expect(wantedAt(schedule, 0.0625, 20)).toBe(10);
    expect(wantedAt(schedule, 0.25, 30)).toBe(30);
    expect(wantedAt(schedule, 0.5, 95)).toBe(5); // the last ones are fewer than a sitting
    expect(wantedAt(schedule, 1, 100)).toBe(0);
  });

  // three segments of one step; two members, who agree about the first two alone
  const judged: Judged = { rewards: Float32Array.of(1, 1, 0, 0, -1, 2), members: 2, stride: 1 };
  const segments = [0, 1, 2].map((begin) => ({ begin, length: 1 }));
  const [a, b, c] = segments;

  it("where members disagree about who is better", () => {
    expect(leadOf(judged, [a, b])).toBe(1);
    expect(disagreement(judged, [a, b])).toBe(0);
    const [high, low] = [1 / (1 + Math.exp(-2)), 1 / (1 + Math.exp(1))];
    expect(disagreement(judged, [a, c])).toBeCloseTo(((high - low) / 2) ** 2, 12);
    for (const pair of choosePairs(segments, 2, 50, judged, generator(1, "pairs"))) expect(pair).toContain(c);
  });

  it("or at random, where there is nothing to choose from", () => {
    const seen = new Set(choosePairs(segments, 60, 1, judged, generator(1, "pairs")).map(([one]) => one.begin));
    expect(seen).toEqual(new Set([0, 1, 2]));
  });
});

describe("recent steps", () => {
  const rollout = (first: number, steps: number) => {
    const rows = 2 * steps;
    return {
      ...{ steps, seats: 2, columns: Float32Array.from({ length: rows }, (_, row) => first + row) },
      values: Float64Array.from({ length: rows }, (_, row) => 10 * (first + row)),
      terminated: Uint8Array.from({ length: rows }, (_, row) => row % 2),
      ...{ truncated: new Uint8Array(rows), present: new Uint8Array(rows).fill(1) },
    };
  };

  it("are the last ones, in order, of rollouts that are shorter and longer than what is kept", () => {
    const recent = recentSteps(3, 2, 1);
    recent.append(rollout(0, 2));
    expect([recent.isFull, [...recent.lived()]]).toEqual([false, [0, 1, 2, 3]]);
    recent.append(rollout(4, 2));
    expect([recent.isFull, [...recent.lived()], [...recent.values]]).toEqual([
      true,
      [2, 3, 4, 5, 6, 7],
      [20, 30, 40, 50, 60, 70],
    ]);
    recent.append(rollout(8, 5));
    expect([...recent.lived()]).toEqual([12, 13, 14, 15, 16, 17]);
    expect([...recent.terminated]).toEqual([0, 1, 0, 1, 0, 1]);
  });

  it("come back from what was saved; who has other seats begins without", () => {
    const [recent, again, others] = [recentSteps(3, 2, 1), recentSteps(3, 2, 1), recentSteps(6, 1, 1)];
    recent.append(rollout(0, 2));
    for (const each of [again, others]) each.load(recent.save());
    expect([...again.lived()]).toEqual([0, 1, 2, 3]);
    expect(others.steps).toBe(0);
    expect(() => recentSteps(1, 2, 1).load(recent.save())).toThrow("recent steps of another size");
  });
});

it("before there are labels, what is far from all else is worth most", () => {
  const near = Array.from({ length: 20 }, (_, i) => [0.01 * i, 0]);
  const paid = spreadOut(Float32Array.from([...near, [3, 4]].flat()), 2);
  expect(paid.indexOf(Math.max(...paid))).toBe(20);
  expect(paid[20]).toBeCloseTo(Math.log1p(Math.hypot(3 - 0.15, 4)), 6); // its fifth neighbour is the sixteenth row
  expect([...spreadOut(Float32Array.of(1, 2), 2)]).toEqual([0]);
});
