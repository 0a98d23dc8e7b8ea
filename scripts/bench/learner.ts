import { openPpo } from "../../agents/ppo/ppo.ts";
import { defaults } from "../../agents/ppo/settings.ts";
import { box, generator } from "../../src/core/index.ts";
import type { BenchEntry } from "./entry.ts";
import { ratePerSecond } from "./entry.ts";
import { randomRollout, randomView } from "./experience.ts";

const observation = box({ dtype: "float32", shape: [27] });
const action = box({ dtype: "float32", shape: [8], low: -1, high: 1 });
const worlds = 64;
const rolloutSteps = 128;

/** Samples per second of a whole update, the best of a few: twin 64x64 tanh networks, observation 27, action 8. */
export async function measureLearner(minibatch: number, updates = 6): Promise<number> {
  const epochs = Math.max(1, minibatch / 1024);
  const settings = { ...defaults, minibatch, rolloutSteps, epochs, scaleRewards: false };
  const host = {
    env: "bench/any-v1",
    observation,
    action,
    maskSize: 0,
    seats: worlds,
    seed: 1,
    device: "cpu",
  } as const;
  const learner = await openPpo(settings, host);
  const rollout = await randomRollout(learner, observation, action, worlds, 1);
  let best = Number.POSITIVE_INFINITY;
  for (let update = 0; update < updates; update++) {
    const start = performance.now();
    const update = await learner.learn(rollout, 0);
    update.adopt();
    best = Math.min(best, (performance.now() - start) / 1000);
  }
  await learner.close?.();
  return (rolloutSteps * worlds * epochs) / best;
}

/** Decisions per second: rows of a view, including the noise and log-probabilities. */
async function measureInference(rows: number): Promise<number> {
  const host = { env: "bench/any-v1", observation, action, maskSize: 0, seats: rows, seed: 1, device: "cpu" } as const;
  const learner = await openPpo(defaults, host);
  const view = randomView(observation, action, false, rows, 0, generator(1, "bench"));
  const rate = await ratePerSecond(async (times) => {
    for (let i = 0; i < times; i++) await learner.act(view, "explore");
  });
  await learner.close?.();
  return rate * rows;
}

const update = (minibatch: number, atLeast?: number): BenchEntry => ({
  name: `PPO update, twin 64x64 tanh, minibatch ${minibatch.toLocaleString("en")}, one thread`,
  unit: "samples/s",
  atLeast,
  measure: () => measureLearner(minibatch),
});

const inference = (rows: number): BenchEntry => ({
  name: `PPO decisions, twin 64x64 tanh, ${rows} worlds, one thread`,
  unit: "decisions/s",
  measure: () => measureInference(rows),
});

/** Deciding and learning, with 27 observations and 8 actions. */
export const learning: readonly BenchEntry[] = [
  update(64, 350e3),
  update(1024, 600e3),
  update(8192),
  inference(16),
  inference(64),
];
