import { describe, expect, it } from "vitest";
import { envs } from "../../envs/index.ts";
import { arraysOf, bindEnv, type Policy } from "../../src/core/index.ts";
import { leaderOf, leavesIn, pairsIn, sharedSteps, startTogether, treePolicy } from "../../src/run/tree.ts";
import { openVector } from "../../src/vector/index.ts";

const shape = { depth: 2, branching: 3, steps: 10 };

describe("a tree of episodes", () => {
  it("of depth 2 that forks 3 ways has 9 leaves and 36 pairs, 9 of which share the longer beginning", () => {
    expect(leavesIn(shape)).toBe(9);
    const shared = pairsIn(shape).map(([a, b]) => sharedSteps(shape, a, b));
    expect(shared).toHaveLength(36);
    expect(shared.filter((steps) => steps === 5)).toHaveLength(9);
    expect(shared.filter((steps) => steps === 0)).toHaveLength(27);
  });

  it("of depth 1 shares the start alone, and so does one of a single step", () => {
    for (const alone of [
      { depth: 1, branching: 4, steps: 10 },
      { depth: 3, branching: 2, steps: 1 },
    ])
      expect(new Set(pairsIn(alone).map(([a, b]) => sharedSteps(alone, a, b)))).toEqual(
        new Set([0, ...(alone.steps === 1 ? [1] : [])]),
      );
    expect([0, 1, 2, 3].map((leaf) => leaderOf({ depth: 1, branching: 4, steps: 10 }, leaf, 0))).toEqual([0, 1, 2, 3]);
  });

  it("is lived by worlds that follow their leaders until their ways part", async () => {
    const env = bindEnv(await envs.find("classic/pendulum-v1"));
    const vector = await openVector({ envs, env: { id: env.id, params: {} }, worlds: 18 });
    await vector.reset(3);
    await startTogether(vector, 9);
    let calls = 0;
    const random: Policy = {
      stateSize: 0,
      async act({ rows }) {
        calls++;
        const actions = Float32Array.from({ length: rows }, (_, row) => Math.sin(17 * calls + 5 * row));
        return { actions, state: new Float32Array(0) };
      },
    };
    const policy = treePolicy(random, shape);
    const seen: number[][] = [];
    for (let step = 0; step < shape.steps; step++) {
      const view = { rows: 18, observations: vector.observations, masks: vector.masks };
      const { actions } = await policy.act({ ...view, state: new Float32Array(0) } as never, "explore");
      (vector.actions as Float32Array).set(actions as Float32Array);
      await vector.step();
      const [observed] = arraysOf(vector.observations);
      seen.push(Array.from({ length: 18 }, (_, row) => observed[row * 3 + 2]));
    }
    for (const tree of [0, 9])
      for (const [a, b] of pairsIn(shape)) {
        const parted = seen.findIndex((speeds) => speeds[tree + a] !== speeds[tree + b]);
        expect(parted, `${tree}: ${a} and ${b}`).toBe(sharedSteps(shape, a, b));
      }
    expect(seen[0][0]).not.toBe(seen[0][9]); // another start
    await vector.close();
  });
});
