import type { RunSpec } from "../../src/core/index.ts";
import type { RunDescription } from "../../src/record/index.ts";

export const sampleSpec: RunSpec = {
  env: { id: "classic/cart-pole-v1", params: {} },
  reward: { sum: { upright: { weight: 1, of: "shaped/upright-v1" } } },
  agent: { id: "learner/ppo-v1", params: { learningRate: 3e-4 } },
  seed: 3,
  steps: 1000,
  worlds: 8,
  device: "cpu",
};

export const sampleAbout: Omit<RunDescription, "identity"> = {
  spec: sampleSpec,
  versions: { rewardgym: "0.1.0", node: "24.0.0" },
  machine: "a machine",
  started: "2026-01-02T03:04:05.000Z",
};
