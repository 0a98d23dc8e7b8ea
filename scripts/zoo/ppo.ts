import type { Settings } from "../../agents/ppo/settings.ts";
import { grid } from "./customary/grid.ts";

/** Settings of PPO and a number of worlds. */
export type PpoPreset = Partial<Settings> & { readonly worlds?: number };

/** Observations of many units, actions that may be bold at first but not too much, advantages kept fresh. */
const body: PpoPreset = {
  worlds: 64,
  rolloutSteps: 32,
  minibatch: 64,
  epochs: 10,
  valueWeight: 0.25,
  logStd: -0.5,
  normalizeObservations: true,
  recomputeAdvantages: true,
};

/** For legs that must not fall: larger steps, held by the divergence from the old policy. */
const legs: PpoPreset = {
  ...body,
  worlds: 16,
  rolloutSteps: 128,
  minibatch: 128,
  epochs: 20,
  learningRate: 1e-3,
  adaptiveKl: 0.02,
};

/**
 * Tasks on a grid, of which a few cells are seen: a memory, and many worlds, because success is rare at first. The entropy
 * bonus goes, because a policy that is best as it is drawn may turn in circles as it is evaluated.
 */
const gridTask: PpoPreset = {
  worlds: 64,
  rolloutSteps: 64,
  minibatch: 1024,
  epochs: 4,
  learningRate: 1e-3,
  finalLearningRate: 0.2,
  entropyWeight: 0.01,
  finalEntropyWeight: 0,
  hidden: [64],
  memory: 64,
  sequence: 16,
};

/** The roguelike: what is around the hero, and the status line. */
const wholeGame: PpoPreset = {
  ...gridTask,
  observe: ["glyphs", "blstats"],
  crops: { glyphs: { around: "blstats", size: 9 } },
  normalizeObservations: true,
  memory: 128,
};

/** Settings that suit an env, by the start of its id: the longest match holds. */
export const ppoPresets: { readonly [start: string]: PpoPreset } = {
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
  // Many drivers a world, and values that know what the rewards remember. A discount that sees the green after the red.
  "driving/crowd": {
    worlds: 8,
    rolloutSteps: 128,
    minibatch: 2048,
    epochs: 3,
    learningRate: 1e-3,
    gamma: 0.995,
    hidden: [128, 128],
    logStd: -1,
    normalizeObservations: true,
    valueOnly: ["critic"],
  },
  "dungeon/": wholeGame,
  ...Object.fromEntries(Object.keys(grid).map((id) => [id, gridTask])),
  "locomotion/": body,
  "locomotion/hopper": legs,
  "locomotion/walker2d": legs,
  "locomotion/half-cheetah": { ...body, logStd: -1 },
  "locomotion/ant": { ...legs, rolloutSteps: 64, minibatch: 64, epochs: 10, logStd: -1 },
  "locomotion/humanoid": { ...legs, logStd: -1 },
  // Observations as they are: their deviations shrink once it balances, and starts would lie far outside of them.
  "locomotion/inverted-double-pendulum": {
    ...body,
    worlds: 16,
    rolloutSteps: 128,
    gamma: 0.995,
    lambda: 0.98,
    targetKl: 0.02,
    logStd: 0,
    activation: "relu",
    normalizeObservations: false,
  },
  "locomotion/reacher": {
    ...body,
    worlds: 16,
    rolloutSteps: 128,
    minibatch: 128,
    learningRate: 1e-3,
    gamma: 0.95,
  },
  "locomotion/swimmer": {
    ...body,
    worlds: 4,
    rolloutSteps: 1024,
    minibatch: 256,
    learningRate: 6e-4,
    gamma: 0.9999,
    lambda: 0.98,
  },
};
