import type { Settings } from "../../agents/sac/settings.ts";

/** Settings of SAC and a number of worlds. */
export type SacPreset = Partial<Settings> & { readonly worlds?: number };

/**
 * Bodies: a few worlds that step together between updates, so that gradient steps come in one graph. Networks and minibatches
 * are half as large as SAC's usual ones and learn twice a step: trials on half-cheetah were quicker and not worse.
 */
const body: SacPreset = { worlds: 4, rolloutSteps: 8, hidden: [128, 128], minibatch: 128, updateRatio: 2 };

/** Settings that suit an env, by the start of its id: the longest match holds. */
export const sacPresets: { readonly [start: string]: SacPreset } = {
  "classic/pendulum": { worlds: 1, rolloutSteps: 8, learningStarts: 500, hidden: [64, 64], learningRate: 1e-3 },
  "classic/mountain-car-continuous": {
    worlds: 4,
    rolloutSteps: 8,
    learningStarts: 2000,
    hidden: [64, 64],
    gamma: 0.9999,
  },
  "locomotion/": body,
  "locomotion/swimmer": { ...body, gamma: 0.9999 },
};
