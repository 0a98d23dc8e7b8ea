import { expect, test } from "vitest";
import { reacher } from "../../envs/locomotion/reacher.ts";
import { rewards, transforms } from "../../rewards/index.ts";
import { recordRows } from "../../src/check/index.ts";
import { openStage } from "../../src/check/stage.ts";
import { bindEnv, generator, type Rng } from "../../src/core/index.ts";
import { openRelabeller, rewardHost } from "../../src/reward/index.ts";

const tolerance = 1e-12;
const reach = 0.2; // [m], within which the env draws targets
const env = bindEnv(reacher);
await env.prepare();

/** Draws what the env's generator draws, but for the target, which is drawn until it is within reach. */
function aiming(rng: Rng, target: readonly number[]): Rng {
  const left = [...target];
  const drawTarget = () => Math.hypot(rng.uniform(-reach, reach), rng.uniform(-reach, reach));
  return {
    uniform(low, high) {
      if (low !== -reach) return rng.uniform(low, high);
      if (left.length === target.length) while (drawTarget() >= reach);
      return left.shift()!;
    },
    normal: () => rng.normal(),
    integer: (below) => rng.integer(below),
    shuffle: (values) => rng.shuffle(values),
    save: () => rng.save(),
    load: (state) => rng.load(state),
  };
}

test("relabelled episodes of the reacher are those of one that was sent where it came later", async () => {
  const reward = {
    sum: { near: { use: "shaped/feature-v1", params: { feature: "distance" } }, success: "sparse/success-v1" },
  };
  const relabeller = await openRelabeller(reward, { rewards, transforms }, env, rewardHost(env, { seats: 1, seed: 1 }));
  let [compared, successes] = [0, 0];
  for (let seed = 1; seed <= 6; seed++) {
    const given = recordRows(env, { ...relabeller.inputs, actions: true }, { steps: 40, worlds: 1, seed });
    const options = { strategy: "future", share: 1, each: "episode" } as const;
    const { rows, goals, total } = await relabeller.relabel(given, options, generator(seed));
    const target = [0, 1].map((axis) => given.features[`tip.${axis}`][goals[0]]);
    if (Math.hypot(...target) >= reach) continue; // an arm that is straight reaches further than targets lie
    const stage = openStage(env);
    stage.worlds[0].reset(aiming(generator(seed, "world", 0), target));
    const seen = stage.observations as Float32Array;
    for (let row = 0; row < rows.rows; row++) {
      (stage.actions as Float32Array).set(given.actions.subarray(2 * row, 2 * row + 2));
      stage.step(0);
      for (const name in env.features)
        expect(Math.abs(rows.features[name][row] - stage.features[name][0]), name).toBeLessThanOrEqual(tolerance);
      const told = rows.leaves.observation.subarray(10 * rows.leafRows[row], 10 * (rows.leafRows[row] + 1));
      for (const [i, value] of told.entries()) expect(Math.abs(value - seen[i])).toBeLessThanOrEqual(tolerance);
      const [distance, success] = [stage.features.distance[0], stage.features.success[0]];
      expect(Math.abs(total[row] - distance - success)).toBeLessThanOrEqual(tolerance);
      successes += success;
    }
    stage.close();
    compared++;
  }
  expect(compared).toBeGreaterThanOrEqual(3);
  expect(successes).toBeGreaterThanOrEqual(compared);
});
