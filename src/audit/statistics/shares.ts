import type { Columns } from "../../core/index.ts";
import { meanOf, varianceOf } from "./correlation.ts";

/** How much of a reward a term makes up. */
export interface TermShare {
  readonly name: string;
  readonly mean: number;
  /** Standard deviation over rows. */
  readonly deviation: number;
  /** Covariance with the total over the total's variance: these sum to 1. Undefined where the total is constant. */
  readonly ofVariance?: number;
  /** Of the sum of the sizes of all terms, in [0, 1]. Undefined where all are 0. */
  readonly ofSum?: number;
  /** It has the same value in every row. */
  readonly dead: boolean;
  /** It makes up at least 9 tenths of the variance, among several terms. */
  readonly dominates: boolean;
}

const most = 0.9;

/** Shares of named terms, each `[rows]`, whose sum is `total`. */
export function sharesOf(total: Float64Array, terms: Columns): TermShare[] {
  const names = Object.keys(terms);
  const sizes = names.map((name) => meanOf(terms[name].map(Math.abs)));
  const size = sizes.reduce((a, b) => a + b, 0);
  const variance = varianceOf(total);
  return names.map((name, i) => {
    const term = terms[name];
    const ofVariance = variance > 0 ? covarianceOf(term, total) / variance : undefined;
    return {
      name,
      mean: meanOf(term),
      deviation: Math.sqrt(varianceOf(term)),
      ...(ofVariance !== undefined && { ofVariance }),
      ...(size > 0 && { ofSum: sizes[i] / size }),
      dead: term.every((value) => value === term[0]),
      dominates: names.length > 1 && ofVariance !== undefined && ofVariance >= most,
    };
  });
}

function covarianceOf(a: Float64Array, b: Float64Array): number {
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  let products = 0;
  for (let i = 0; i < a.length; i++) products += (a[i] - meanA) * (b[i] - meanB);
  return products / a.length;
}
