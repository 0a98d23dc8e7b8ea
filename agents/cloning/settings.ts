import type { Activation } from "../../src/autodiff/index.ts";
import type { Limits } from "../../src/core/index.ts";
import type { Crops } from "../networks/crop.ts";
import type { SettingsOf } from "../networks/settings-of.ts";

/** Every setting of cloning with its default; presets and runs overlay them. */
export const defaults = {
  /** Steps of each world between updates: lived only to see how well it does. */
  rolloutSteps: 64,
  /** Gradient steps of an update. */
  gradientSteps: 64,
  /** Demonstrated steps in a minibatch. */
  minibatch: 256,
  learningRate: 1e-3,
  /** Share of the learning rate that is left at the end of the budget; it falls in a straight line. */
  finalLearningRate: 0.1,
  /** What entropy is worth beside the log-likelihood [per nat]. */
  entropyWeight: 0,
  /** Gradients longer than this are scaled down; 0 leaves them. */
  maxGradientNorm: 1,
  normalizeObservations: true,
  /** Paths of what the network sees of the observation; everything where none is named. */
  observe: [] as readonly string[],
  /** Paths of what values read and the policy does not; here nobody learns values. */
  valueOnly: [] as readonly string[],
  /** Maps of codes that the network sees cropped, by path. */
  crops: {} as Crops,
  hidden: [64, 64] as readonly number[],
  activation: "tanh" as Activation,
  /** One trunk for policy and values, of which only the policy learns here. */
  shared: false,
  /** Logarithm of the action's deviation at the start, in units of half the range. */
  logStd: -1,
  /** Squash actions into their bounds with a hyperbolic tangent. */
  squash: false,
  optimizer: "adam" as "adam" | "adamw" | "sgd",
  /** Adam's epsilon. */
  epsilon: 1e-5,
  /** AdamW's decay of weights. */
  weightDecay: 0.01,
  /** Threads of an operator; one is fastest for small networks. */
  threads: 1,
};

export type Settings = SettingsOf<typeof defaults>;

const share: readonly [number, number] = [0, 1];
const count = { whole: [1, 1e9] } as const;

export const limits: Limits<Settings> = {
  rolloutSteps: count,
  gradientSteps: { whole: [1, 1_000_000] },
  minibatch: { whole: [1, 1_000_000] },
  learningRate: [0, 10],
  finalLearningRate: share,
  entropyWeight: [0, 1e6],
  maxGradientNorm: [0, 1e6],
  observe: { form: 'paths of the observation: ["glyphs", "blstats"]' },
  valueOnly: { form: 'paths of the observation: ["critic"]' },
  crops: { form: 'crops by map: { glyphs: { around: "blstats", size: 9 } }' },
  hidden: { each: { whole: [1, 65_536] }, length: [0, 16] },
  activation: ["tanh", "relu", "elu", "gelu"],
  logStd: [-20, 2],
  optimizer: ["adam", "adamw", "sgd"],
  epsilon: [0, 1],
  weightDecay: [0, 1],
  threads: { whole: [1, 1024] },
};
