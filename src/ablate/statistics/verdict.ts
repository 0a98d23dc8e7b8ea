import { minimumDetectableEffect } from "./detectable.ts";
import type { PairedDifference } from "./differences.ts";

export interface Verdict {
  readonly answer: "better" | "worse" | "cannot tell";
  /** With effect and interval, without a mark at its end. */
  readonly sentence: string;
  /** The smallest true difference that these runs would find in 4 of 5 cases. */
  readonly detectable: number;
}

export interface Compared {
  readonly x: string;
  readonly y: string;
  /** What was measured: `score`, `return`. */
  readonly measure: string;
  /** Default 0.95; that of the difference's interval. */
  readonly confidence?: number;
  /** Over how many comparisons the interval holds; default 1. */
  readonly comparisons?: number;
  /** Default true. */
  readonly moreIsBetter?: boolean;
}

const power = 0.8;

/** What a difference says: better or worse where the interval is on one side of 0. */
export function verdict(difference: PairedDifference, compared: Compared): Verdict {
  const { value, low, high, standardError, pairs, tasks } = difference;
  const { x, y, measure, confidence = 0.95, comparisons = 1, moreIsBetter = true } = compared;
  const deviation = standardError * Math.sqrt(pairs);
  // Bonferroni: somewhat more than the simultaneous interval needs, so that nothing is promised that is not kept.
  const each = 1 - (1 - confidence) / comparisons;
  const detectable = minimumDetectableEffect(deviation, pairs, each, power, tasks);
  const interval = `${percent(confidence)} interval${comparisons > 1 ? `, for all ${comparisons} comparisons at once,` : ""} ${short(low)} to ${short(high)}`;

  if (low > 0 || high < 0) {
    const answer = low > 0 === moreIsBetter ? "better" : "worse";
    const direction = low > 0 ? "higher" : "lower";
    const sentence = `${x} is ${answer} than ${y}: its ${measure} is ${short(Math.abs(value))} ${direction} (${interval})`;
    return { answer, sentence, detectable };
  }
  const seen = `the difference in ${measure} is ${short(value)} (${interval})`;
  const unseen = Number.isFinite(detectable)
    ? `${pairs} pairs of runs find a difference of ${short(detectable)} or more in 4 of 5 cases, and smaller ones less often`
    : `${pairs} pairs of runs are too few to find any`;
  const sentence =
    low === 0 && high === 0
      ? `Cannot tell ${x} from ${y}: the ${measure} is the same however the ${pairs} pairs of runs are drawn again`
      : `Cannot tell whether ${x} is better than ${y}: ${seen}; ${unseen}`;
  return { answer: "cannot tell", sentence, detectable };
}

const short = (value: number) => String(Number(value.toPrecision(3)));
const percent = (share: number) => `${short(share * 100)} %`;
