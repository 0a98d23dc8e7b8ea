import { defaults, type Settings } from "../../../agents/ppo/settings.ts";

/**
 * PPO as Stable-Baselines3 is set beside it (`test/parity/sb3-speed.py`): every setting is given, so that no preset of a
 * task has a say.
 */
export const twin = (rolloutSteps: number, minibatch: number, epochs: number): Settings => ({
  ...defaults,
  rolloutSteps,
  minibatch,
  epochs,
  normalizeObservations: true,
});
