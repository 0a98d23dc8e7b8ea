import { describe, expect, test } from "vitest";
import { tasks } from "../../scripts/results/locomotion/tasks.ts";
import { compare, tracesOf } from "../../scripts/results/locomotion/traces.ts";

const tolerance = 1e-6;

describe.each(tasks)("%s moves as Gymnasium's", (task) => {
  test.each(tracesOf(task).traces)("seed $seed, params $params", async (trace) => {
    const { steps, observation, reward, sameEnds } = await compare(task, trace);
    expect(steps).toBeGreaterThan(30);
    expect(observation).toBeLessThanOrEqual(tolerance);
    expect(reward).toBeLessThanOrEqual(tolerance);
    expect(sameEnds).toBe(true);
  });
});
