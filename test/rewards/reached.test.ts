import { expect, test } from "vitest";
import { rewards } from "../../rewards/index.ts";
import { bindReward, rewardRows } from "../../src/core/index.ts";
import { rewardHost } from "../../src/reward/index.ts";

const open = () =>
  bindReward(rewards.get("sparse/reached-v1"), { feature: "distance", bound: 10 }).create(
    rewardHost({ goal: "", stepSeconds: 0 }, { seats: 2, seed: 0 }),
  );

type Live = ReturnType<typeof open>;

/** Rows of two worlds; `ends` holds "t", "u" or "." for every row. */
function evaluate(live: Live, distance: readonly number[], ends: string): number[] {
  const flags = (letter: string) => Uint8Array.from(distance, (_, row) => Number(ends[row] === letter));
  const out = new Float64Array(distance.length);
  live.evaluate(
    rewardRows({
      steps: distance.length / 2,
      seats: 2,
      features: { distance: Float64Array.from(distance) },
      terminated: flags("t"),
      truncated: flags("u"),
    }),
    [out],
  );
  return Array.from(out);
}

test("pays once an episode, in the step that reaches the bound", () => {
  // world 0: 9, 10, 12, 3, 11 in one episode; world 1: 10 at its end, then 4, 15, 15, 20 in the next
  const distances = [9, 10, 10, 4, 12, 15, 3, 15, 11, 20];
  expect(evaluate(open(), distances, ".t........")).toEqual([0, 1, 1, 0, 0, 1, 0, 0, 0, 0]);
});

test("remembers from rollout to rollout, until the episode ends", () => {
  const live = open();
  expect(evaluate(live, [10, 9], "..")).toEqual([1, 0]);
  const other = open();
  for (const seat of [0, 1]) other.loadSeat!(seat, live.saveSeat!(seat));
  for (const it of [live, other]) expect(evaluate(it, [11, 10, 12, 12], "u...")).toEqual([0, 1, 1, 0]);
});

test("forgets one seat where its world begins an episode, and no other", () => {
  const live = open();
  evaluate(live, [10, 10], "..");
  live.loadSeat!(1);
  expect(evaluate(live, [10, 10], "..")).toEqual([0, 1]);
});
