import { describe, expect, test } from "vitest";
import { compare, type Task, tasks, tracesOf } from "../../../scripts/results/driving/traces.ts";

const tolerance = 1e-9;

describe.each(Object.keys(tasks) as Task[])("%s moves as highway-env's", (task) => {
  test.each(tracesOf(task).episodes)("seed $seed", async (trace) => {
    const { cars, observation, reward, ...rest } = await compare(task, trace);
    expect(rest).toMatchObject({ sameCrashes: true, sameEnd: true, allDrawn: true });
    expect(cars).toBeLessThanOrEqual(tolerance);
    expect(observation).toBeLessThanOrEqual(tolerance);
    expect(reward).toBeLessThanOrEqual(tolerance);
  });
});
