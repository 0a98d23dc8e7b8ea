import type { Activation } from "../../src/autodiff/index.ts";
import type { Limits } from "../../src/core/index.ts";
import type { Crops } from "../networks/crop.ts";
import type { SettingsOf } from "../networks/settings-of.ts";

export const creditForms = ["sum", "minimum", "softMinimum"] as const;
export type CreditForm = (typeof creditForms)[number];

export type StreamSettings = {
  readonly gamma?: number;
  readonly weight?: number;
  readonly credit?: CreditForm;
  readonly episodic?: boolean;
};

/** Every setting of PPO with its default; presets and runs overlay them. */
export const defaults = {
  /** Steps of each world between updates. */
  rolloutSteps: 128,
  /** Rows a minibatch; with memory, rows of whole sequences. */
  minibatch: 256,
  /** Passes over a rollout. */
  epochs: 4,
  learningRate: 3e-4,
  /** Share of the learning rate that is left at the end of the budget; it falls in a straight line. */
  finalLearningRate: 0,
  /** Discount of one step. */
  gamma: 0.99,
  /**
   * How further reward streams are taken, by name: `gamma` and `credit`, those of the run's own reward if left out; `weight`,
   * 1 if left out; and `episodic`, true if left out: whether what comes in the next episode counts nothing.
   */
  streams: {} as { readonly [name: string]: StreamSettings },
  /** Decay of the advantage estimate. */
  lambda: 0.95,
  /** What a step is given credit for: the discounted sum of the rewards from it on, the smallest of them, or a soft minimum. */
  credit: "sum" as CreditForm,
  /** How soft the soft minimum is, in the unit of the reward. */
  creditTemperature: 0.1,
  /** What advantages are measured against: the value of each step, or the mean reward a step of the other seats. */
  baseline: "value" as "value" | "step",
  /**
   * Which steps get credit as one macro action: each `macroSteps` of them, as many as are drawn from 1, 2, 3, 5 and 10,
   * those until the policy's entropy rises, those until `macroLeaf` changes, or the whole episode.
   */
  macro: "steps" as "steps" | "random" | "entropy" | "change" | "episode",
  /** Steps of a macro action; 1 is PPO as it always was. */
  macroSteps: 1,
  /** Path of a leaf of the observation, such as `mission`, that is the same throughout a macro action. */
  macroLeaf: "",
  /** How the values of its steps make the value of a macro action: their mean, the last one, or weighted by 1, 1/2, 1/3 ... */
  macroValues: "equal" as "equal" | "last" | "decaying",
  /** Range of the probability ratio around 1. */
  clip: 0.2,
  /** Share of the clip range that is left at the end of the budget. */
  finalClip: 1,
  /** Whether values may move no further than the clip range. */
  clipValues: false,
  valueWeight: 0.5,
  entropyWeight: 0,
  /** Share of the entropy bonus that is left at the end of the budget. */
  finalEntropyWeight: 1,
  /** Weight of the divergence from the run's anchor, or else from the weights that it begins with [per nat]. */
  anchorWeight: 0,
  /** Gradients longer than this are scaled down; 0 leaves them. */
  maxGradientNorm: 0.5,
  /** Stops an update once the divergence from the old policy is 1.5 times this; 0 never. */
  targetKl: 0,
  /** Adapts the learning rate so that the divergence stays near this; 0 leaves it. */
  adaptiveKl: 0,
  /** Whether every epoch estimates advantages again, with the updated values (arXiv 2006.05990, 3.5). */
  recomputeAdvantages: false,
  normalizeAdvantages: true,
  normalizeObservations: false,
  /** Paths of what the network sees of the observation, such as `glyphs`; everything where none is named. */
  observe: [] as readonly string[],
  /** Paths of what values read and the policy does not, such as `critic`; the exported policy does without. */
  valueOnly: [] as readonly string[],
  /**
   * Maps of codes that the network sees cropped, by path: `{ glyphs: { around: "blstats", size: 9 } }` is 9 x 9 cells of
   * `glyphs` around the column and row that `blstats` begins with. With `whole: true` it sees all of the map as well.
   */
  crops: {} as Crops,
  /** Divides rewards by the running deviation of the discounted return. */
  scaleRewards: true,
  /** Bounds of scaled rewards. */
  rewardClip: 10,
  /** Whether time limits bootstrap, as they should; false treats them as failures, to measure what that costs. */
  bootstrapTruncation: true,
  hidden: [64, 64] as readonly number[],
  activation: "tanh" as Activation,
  /** One trunk for policy and values. */
  shared: false,
  /** Size of a gated recurrent memory; 0 for none. */
  memory: 0,
  /** Steps through which the memory learns. */
  sequence: 16,
  /** Logarithm of the action's deviation at the start, in units of half the range. */
  logStd: 0,
  /** Squash actions into their bounds with a hyperbolic tangent. */
  squash: false,
  optimizer: "adam" as "adam" | "adamw" | "sgd",
  /** Adam's epsilon. */
  epsilon: 1e-5,
  /** AdamW's decay of weights. */
  weightDecay: 0.01,
  /** Minibatches written one after another into the training graph; 0 makes a loop, -1 chooses by device. */
  unroll: -1,
  /** Threads of an operator; one is fastest for small networks. */
  threads: 1,
};

export type Settings = SettingsOf<typeof defaults>;

const share: readonly [number, number] = [0, 1];
const count = { whole: [1, 1e9] } as const;
const weight: readonly [number, number] = [0, 1e6];

export const limits: Limits<Settings> = {
  rolloutSteps: count,
  minibatch: count,
  epochs: { whole: [1, 1000] },
  learningRate: [0, 10],
  finalLearningRate: share,
  gamma: share,
  streams: { form: "settings by stream: { curiosity: { gamma: 0.9, weight: 0.5 } }" },
  lambda: share,
  credit: creditForms,
  creditTemperature: [1e-6, 1e6],
  baseline: ["value", "step"],
  macro: ["steps", "random", "entropy", "change", "episode"],
  macroSteps: count,
  macroValues: ["equal", "last", "decaying"],
  clip: [1e-6, 10],
  finalClip: share,
  valueWeight: weight,
  entropyWeight: weight,
  finalEntropyWeight: share,
  anchorWeight: weight,
  maxGradientNorm: weight,
  targetKl: weight,
  adaptiveKl: weight,
  observe: { form: 'paths of the observation: ["glyphs", "blstats"]' },
  valueOnly: { form: 'paths of the observation: ["critic"]' },
  crops: { form: 'crops by map: { glyphs: { around: "blstats", size: 9 } }' },
  rewardClip: [1e-6, 1e9],
  hidden: { each: { whole: [1, 65_536] }, length: [0, 16] },
  activation: ["tanh", "relu", "elu", "gelu"],
  memory: { whole: [0, 4096] },
  sequence: count,
  logStd: [-20, 2],
  optimizer: ["adam", "adamw", "sgd"],
  epsilon: [0, 1],
  weightDecay: [0, 1],
  unroll: { whole: [-1, 64] },
  threads: { whole: [1, 1024] },
};
