import { angleOf, logarithm } from "../../src/core/index.ts";
import { logistic } from "./logistic.ts";
import { deviationOf } from "./moments.ts";

/** What a shape may look at besides the reward. */
export interface Known {
  /** Rewards of reference episodes, ascending; at least one. */
  readonly references: Float64Array;
  /** Of the rewards that training has seen in the context: count, mean, squares; then the least and the largest. */
  readonly running: Float64Array;
  readonly steepness: number;
  readonly ceiling: number;
}

interface Shape {
  /** Whether it looks at references, or at what training has seen. */
  readonly reads: "references" | "running" | "nothing";
  /** What is paid while there is nothing yet to look at. */
  readonly neutral: (reward: number) => number;
  readonly of: (reward: number, known: Known) => number;
}

function mean(values: Float64Array, of = (value: number) => value): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += of(values[i]);
  return sum / values.length;
}
/** By linear interpolation between neighbours. */
function quantile(ascending: Float64Array, share: number): number {
  const at = share * (ascending.length - 1);
  const low = Math.floor(at);
  return ascending[low] + (at - low) * (ascending[Math.min(low + 1, ascending.length - 1)] - ascending[low]);
}
const centred = (reward: number, { references, steepness }: Known) => steepness * (reward - mean(references));
const preferred = (reward: number, { references, steepness }: Known) =>
  mean(references, (reference) => logistic(steepness * (reward - reference)));
const hyperbolicTangent = (x: number) => 2 * logistic(2 * x) - 1;
const spread = (running: Float64Array) => deviationOf(running) || 1;
const [half, zero, same] = [() => 0.5, () => 0, (reward: number) => reward];

/** How a reward may be bent, the preference over references first. */
export const shapes = {
  preference: { reads: "references", neutral: half, of: preferred },
  centred: { reads: "references", neutral: zero, of: centred },
  tanh: { reads: "references", neutral: zero, of: (reward, known) => hyperbolicTangent(centred(reward, known)) },
  arctan: { reads: "references", neutral: zero, of: (reward, known) => angleOf(centred(reward, known), 1) },
  slowGrowth: { reads: "references", neutral: half, of: (reward, known) => preferred(reward - 3, known) },
  logSigmoid: {
    reads: "references",
    neutral: () => logarithm(0.5),
    of: (reward, { references, steepness }) =>
      logarithm(logistic(Math.max(-700, steepness * (reward - quantile(references, 0.85))))),
  },
  sigmoid: { reads: "nothing", neutral: half, of: (reward, { steepness }) => logistic(steepness * reward) },
  ceiling: { reads: "nothing", neutral: same, of: (reward, { ceiling }) => Math.min(reward, ceiling) },
  standard: { reads: "running", neutral: zero, of: (reward, { running }) => (reward - running[1]) / spread(running) },
  clipped: {
    reads: "running",
    neutral: same,
    of: (reward, { running }) =>
      Math.min(running[1] + deviationOf(running), Math.max(running[1] - deviationOf(running), reward)),
  },
  minMax: {
    reads: "running",
    neutral: half,
    of: (reward, { running }) => (running[4] > running[3] ? (reward - running[3]) / (running[4] - running[3]) : 0.5),
  },
} as const satisfies { readonly [name: string]: Shape };

export type ShapeName = keyof typeof shapes;
export const shapeNames = Object.keys(shapes) as ShapeName[];
export const shapeOf = (name: ShapeName): Shape => shapes[name];
