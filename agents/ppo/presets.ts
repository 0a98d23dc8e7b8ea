import type { Settings } from "./settings.ts";

type Preset = Partial<Settings> & { readonly worlds?: number };

/** Settings that suit an env, by the start of its id: the longest match holds. */
const presets: { readonly [start: string]: Preset } = {
  "classic/cart-pole": {
    worlds: 8,
    rolloutSteps: 32,
    minibatch: 256,
    epochs: 20,
    gamma: 0.98,
    lambda: 0.8,
    learningRate: 1e-3,
    scaleRewards: false,
  },
};

export function presetFor(env: string): Preset {
  const match = Object.keys(presets)
    .filter((start) => env.startsWith(start))
    .sort((a, b) => b.length - a.length)[0];
  return match ? presets[match] : {};
}
