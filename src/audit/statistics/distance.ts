import { pearson, varianceOf } from "./correlation.ts";

/** A reward's values of transitions, and what is expected beside each of them; `[transitions]` each. */
export interface Expected {
  /** R(s, a, s'). */
  readonly own: Float64Array;
  /** The mean of R from s on, over drawn actions and the states that follow. */
  readonly from: Float64Array;
  /** The same from s' on. */
  readonly onward: Float64Array;
  /** The mean of R from the drawn states on; left out where it is the same for every transition. */
  readonly beyond?: Float64Array;
}

/** Standard deviations below this share of the raw reward's size are rounding. */
const rounding = 1e-9;
/** Correlations nearer to 1 than this differ from it by rounding. */
const alike = 1e-13;

/**
 * A reward without its potential shaping: R(s, a, s') + gamma onward - from - gamma beyond.
 * Undefined where nothing but a constant is left.
 * EPIC: Gleave et al. 2021 (arXiv:2006.13900, definition 4.1); DARD: Wulfe et al. 2022 (arXiv:2201.10081).
 */
export function canonical({ own, from, onward, beyond }: Expected, gamma: number): Float64Array | undefined {
  const values = own.map((value, i) => value + gamma * onward[i] - from[i] - gamma * (beyond?.[i] ?? 0));
  const size = [own, from, onward].flatMap((column) => [...column]).reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  return Math.sqrt(varianceOf(values)) > rounding * size ? values : undefined;
}

/** Pearson's distance, sqrt((1 - rho) / 2), in [0, 1]; undefined where one of both is constant. */
export function pearsonDistance(a: Float64Array | undefined, b: Float64Array | undefined): number | undefined {
  const rho = a && b && pearson(a, b);
  if (rho === undefined) return undefined;
  return 1 - rho < alike ? 0 : Math.sqrt((1 - rho) / 2);
}
