import { minimumDetectableEffect } from "./detectable.ts";
import type { PairedDifference } from "./differences.ts";

export interface Verdict {
  readonly answer: "better" | "worse" | "about the same" | "cannot tell";
  /** The answer with its qualification: `slightly better`, `cannot tell: too few seeds`. */
  readonly label: string;
  /** With effect and interval, without a full stop. */
  readonly sentence: string;
  /** Why there are too few seeds for any other answer. */
  readonly tooFew?: string;
  /** The smallest true difference that this many runs detect in 4 of 5 cases; absent with too few runs to tell. */
  readonly detectable?: number;
}

export interface Compared {
  readonly x: string;
  readonly y: string;
  /** Name of the measure: `score`, `return`. */
  readonly measure: string;
  /** Largest minus smallest possible value; absent without such bounds. */
  readonly range?: number;
  /** Confidence of the difference's interval; default 0.95. */
  readonly confidence?: number;
  /** The number of comparisons for which the interval is adjusted; default 1. */
  readonly comparisons?: number;
  /** Default true. */
  readonly moreIsBetter?: boolean;
}

/** A difference below this share of the range is too small to matter. */
const negligible = 0.01;

/**
 * The verdict on a difference: better or worse if its interval excludes 0; about the same if the interval only contains
 * differences too small to matter (equivalence testing: Lakens 2017, Social Psychological and Personality Science 8(4)).
 */
export function verdict(difference: PairedDifference, compared: Compared): Verdict {
  const { value, interval, pairs, needed, tasks } = difference;
  const { x, y, measure, range, confidence = 0.95, comparisons = 1, moreIsBetter = true } = compared;
  if (!interval) {
    const all = comparisons > 1 ? ` on ${comparisons} comparisons` : "";
    const tooFew = `${pairs} pairs of runs may agree by luck, and a verdict at ${percent(confidence)}${all} takes ${needed}`;
    const sentence = `Cannot tell whether ${x} is better than ${y}: too few seeds. ${tooFew}`;
    return { answer: "cannot tell", label: "cannot tell: too few seeds", sentence, tooFew };
  }

  const { low, high } = interval;
  const margin = range === undefined ? 0 : negligible * range;
  const detectable = minimumDetectableEffect(interval, pairs - tasks, 1 - (1 - confidence) / comparisons);
  const atOnce = comparisons > 1 ? `, for all ${comparisons} comparisons at once,` : "";
  const told = `${percent(confidence)} interval${atOnce} ${short(low)} to ${short(high)}`;
  const little = `less than ${percent(negligible)} of the ${measure}'s range`;

  if (low > 0 || high < 0) {
    const small = Math.abs(value) < margin;
    const answer = low > 0 === moreIsBetter ? "better" : "worse";
    const label = small ? `slightly ${answer}` : answer;
    const effect = `its ${measure} is ${short(Math.abs(value))} ${low > 0 ? "higher" : "lower"}`;
    const sentence = `${x} is ${label} than ${y}: ${effect} (${told})${small ? `, ${little}` : ""}`;
    return { answer, label, sentence, detectable };
  }

  const seen = `the difference in ${measure} is ${short(value)} (${told})`;
  const equal = low === 0 && high === 0;
  if (equal || (low > -margin && high < margin)) {
    const label = "about the same";
    const how = equal ? `no difference in ${measure} in ${pairs} pairs of runs` : `${seen}, ${little} either way`;
    return { answer: label, label, sentence: `${x} and ${y} are ${label}: ${how}`, detectable };
  }

  const blind = range !== undefined && detectable >= range;
  const unseen = blind
    ? `these seeds can tell nothing, for only a difference beyond the ${measure}'s whole range would show`
    : `${pairs} pairs of runs show a difference of ${short(detectable)} in 4 of 5 cases, smaller ones less often`;
  return {
    answer: "cannot tell",
    label: blind ? "these seeds can tell nothing" : "cannot tell",
    sentence: `Cannot tell whether ${x} is better than ${y}: ${seen}; ${unseen}`,
    detectable,
  };
}

const short = (value: number) => String(Number(value.toPrecision(3))).replace(/^-/, "\u2212");
const percent = (share: number) => `${short(share * 100)} %`;
