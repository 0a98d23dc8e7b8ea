import type { Settings } from "./settings.ts";

type Preset = Partial<Settings> & { readonly worlds?: number };

/** Settings that suit an env, by the start of its id: the longest match holds. */
const presets: { readonly [start: string]: Preset } = {
  "classic/cart-pole": {
    worlds: 8,
    rolloutSteps: 32,
    minibatch: 256,
    epochs: 20,
    learningRate: 1e-3,
    gamma: 0.98,
    lambda: 0.8,
    scaleRewards: false,
  },
  "classic/pendulum": { worlds: 8, rolloutSteps: 256, minibatch: 64, epochs: 10, learningRate: 1e-3, gamma: 0.95 },
  "classic/acrobot": {
    worlds: 16,
    rolloutSteps: 256,
    minibatch: 512,
    epochs: 10,
    learningRate: 1e-3,
    normalizeObservations: true,
  },
  "classic/mountain-car": {
    worlds: 16,
    rolloutSteps: 128,
    minibatch: 256,
    epochs: 10,
    learningRate: 1e-3,
    lambda: 0.98,
    normalizeObservations: true,
  },
  "classic/mountain-car-continuous": {
    worlds: 8,
    rolloutSteps: 256,
    minibatch: 256,
    epochs: 10,
    gamma: 0.999,
    normalizeObservations: true,
  },
};

export function presetFor(env: string): Preset {
  const match = Object.keys(presets)
    .filter((start) => env.startsWith(start))
    .sort((a, b) => b.length - a.length)[0];
  return match ? presets[match] : {};
}
