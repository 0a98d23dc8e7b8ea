import type { Activation } from "../../src/autodiff/index.ts";
import type { Limits } from "../../src/core/index.ts";
import type { SettingsOf } from "../networks/settings-of.ts";

/** Every setting of SAC with its default; presets and runs overlay them. */
export const defaults = {
  /** Steps of each world between updates. */
  rolloutSteps: 1,
  /** Gradient steps for each step that a world has lived. */
  updateRatio: 1,
  /** Transitions in a minibatch. */
  minibatch: 256,
  learningRate: 3e-4,
  /** Discount of one step. */
  gamma: 0.99,
  /** Steps of reward that are counted before the critic's opinion; 1 is SAC as published. */
  nSteps: 1,
  /**
   * How often each step is told again with a goal that its episode achieved later; for envs that declare goals. Episodes
   * should fit into a rollout, since goals are drawn from what it holds (Andrychowicz et al. 2017, arXiv 1707.01495).
   */
  hindsight: 0,
  /**
   * Steps, of all worlds together, after which everything that is remembered is scored again, since a reward that learns
   * comes to think otherwise; 0 leaves scores as they were.
   */
  rescoreSteps: 0,
  /** How far target critics follow in each gradient step. */
  targetRate: 0.005,
  /** Steps, of all worlds together, that are lived at random before anything is learned. */
  learningStarts: 10_000,
  /** Transitions that are remembered; the oldest are forgotten. */
  replaySize: 1_000_000,
  /** What entropy is worth at the start [reward per nat]. */
  temperature: 1,
  /** Whether the temperature learns, so that entropy comes near its target. */
  learnTemperature: true,
  /** Entropy to come near to, per dimension of the action [nat]. */
  targetEntropy: -1,
  hidden: [256, 256] as readonly number[],
  activation: "relu" as Activation,
  /** Paths of what the networks see of the observation; everything where none is named. */
  observe: [] as readonly string[],
  /** Threads of an operator; one is fastest for small networks. */
  threads: 1,
};

export type Settings = SettingsOf<typeof defaults>;

const share: readonly [number, number] = [0, 1];
const count = { whole: [1, 1e9] } as const;

export const limits: Limits<Settings> = {
  rolloutSteps: count,
  updateRatio: [0, 1000],
  minibatch: { whole: [1, 1_000_000] },
  learningRate: [0, 10],
  gamma: share,
  nSteps: { whole: [1, 1000] },
  hindsight: { whole: [0, 64] },
  rescoreSteps: { whole: [0, 1e9] },
  targetRate: share,
  learningStarts: { whole: [0, 1e9] },
  replaySize: count,
  temperature: [1e-6, 1e6],
  targetEntropy: [-100, 100],
  hidden: { each: { whole: [1, 65_536] }, length: [0, 16] },
  activation: ["tanh", "relu", "elu", "gelu"],
  observe: { form: 'paths of the observation: ["position", "velocity"]' },
  threads: { whole: [1, 1024] },
};
