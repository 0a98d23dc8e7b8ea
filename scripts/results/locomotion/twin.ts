import { defaults, type Settings } from "../../../agents/ppo/settings.ts";

/**
 * PPO with the same settings as Stable-Baselines3 in `test/parity/sb3-speed.py`. Every setting is given, so that no preset
 * applies.
 */
export const twin = (rolloutSteps: number, minibatch: number, epochs: number): Settings => ({
  ...defaults,
  rolloutSteps,
  minibatch,
  epochs,
  normalizeObservations: true,
});
