import { agents } from "../../agents/index.ts";
import { envs } from "../../envs/index.ts";
import { rewards, transforms } from "../../rewards/index.ts";
import { type RunSpec, registry } from "../../src/core/index.ts";
import { fakeLearner, presets } from "../fixtures/fake-learner.ts";

/** What the package has, and a learner that needs no network. */
export const registries = {
  envs,
  rewards,
  transforms,
  agents: registry("agent", import.meta.url, [fakeLearner, ...agents.entries]),
  presets,
};

/** A run of a second or less, with a reward that has state. */
export const cartPoleRun: RunSpec = {
  env: { id: "classic/cart-pole-v1", params: {} },
  reward: {
    sum: {
      alive: { weight: 1, of: "sparse/alive-v1" },
      upright: { weight: 0.5, of: { apply: "transform/normalise-v2", to: "shaped/upright-v1" } },
    },
  },
  agent: { id: "fake/linear-v1", params: {} },
  seed: 3,
  steps: 4 * 16 * 40,
  worlds: 4,
  device: "cpu",
};

/** The same with a network. */
export const ppoRun: RunSpec = {
  ...cartPoleRun,
  agent: { id: "learner/ppo-v1", params: { rolloutSteps: 16, minibatch: 16, epochs: 2, normalizeObservations: true } },
};

/** The same, living the next rollout while it learns. */
export const overlapRun: RunSpec = { ...ppoRun, overlap: true };

/** A learner whose memory is larger than a checkpoint should be, and forgets. */
export const sacRun: RunSpec = {
  env: { id: "classic/pendulum-v1", params: { maxSteps: 30 } },
  reward: "shaped/pendulum-v1",
  agent: {
    id: "learner/sac-v1",
    params: {
      rolloutSteps: 16,
      updateRatio: 0.1,
      minibatch: 8,
      hidden: [8],
      learningStarts: 200,
      replaySize: 1024,
      nSteps: 3,
    },
  },
  seed: 3,
  steps: 4 * 16 * 40,
  worlds: 4,
  device: "cpu",
};

/** The same, living the next rollout while it learns. */
export const sacOverlapRun: RunSpec = { ...sacRun, overlap: true };
