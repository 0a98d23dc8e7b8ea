import { openPpo } from "../../agents/ppo/ppo.ts";
import { defaults } from "../../agents/ppo/settings.ts";
import { box } from "../../src/core/index.ts";
import { randomRollout } from "./experience.ts";

const observation = box({ dtype: "float32", shape: [27] });
const action = box({ dtype: "float32", shape: [8], low: -1, high: 1 });
const worlds = 64;
const rolloutSteps = 128;

/** Samples a second of an update, everything included, the best of a few: twin 64x64 tanh, observation 27, action 8. */
export async function measureLearner(minibatch: number, updates = 6): Promise<number> {
  const epochs = Math.max(1, minibatch / 1024);
  const settings = { ...defaults, minibatch, rolloutSteps, epochs, scaleRewards: false };
  const host = { env: "bench/any-v1", observation, action, maskSize: 0, worlds, seed: 1, device: "cpu" } as const;
  const learner = await openPpo(settings, host);
  const rollout = await randomRollout(learner, observation, action, worlds, 1);
  let best = Number.POSITIVE_INFINITY;
  for (let update = 0; update < updates; update++) {
    const start = performance.now();
    await learner.learn(rollout, 0);
    best = Math.min(best, (performance.now() - start) / 1000);
  }
  await learner.close?.();
  return (rolloutSteps * worlds * epochs) / best;
}
