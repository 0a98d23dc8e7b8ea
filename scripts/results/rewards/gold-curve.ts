import { curveOf, type Learned } from "./paired.ts";

/** Gold while it was trained for a proxy, each point the mean of a sixteenth of the training. */
export interface GoldCurve {
  readonly end: number;
  readonly best: number;
  /** What is left of the best at the end. */
  readonly retention: number;
  /** Env steps at which it had lost a share of the best until then, for good or not; undefined where it never had. */
  lostAt(share: number): number | undefined;
  /** Env steps from which on more than a share of the best is lost until the end; undefined where it is not. */
  lostForGoodAt(share: number): number | undefined;
}

const windows = 16;

/** @param metric of `metrics.jsonl`: the score, or a watched reward */
export function goldCurve(learned: Learned, metric = "meanScore"): GoldCurve {
  const curve = curveOf(learned, metric);
  const span = Math.max(1, Math.floor(curve.length / windows));
  const smooth = curve.slice(span - 1).map(({ steps }, i) => {
    const window = curve.slice(i, i + span);
    return { steps, value: window.reduce((sum, { value }) => sum + value, 0) / span };
  });
  const best = Math.max(...smooth.map(({ value }) => value));
  const end = smooth[smooth.length - 1].value;
  return {
    end,
    best,
    retention: end / best,
    lostAt(share) {
      let most = Number.NEGATIVE_INFINITY;
      for (const { steps, value } of smooth) {
        most = Math.max(most, value);
        if (value < (1 - share) * most) return steps;
      }
      return undefined;
    },
    lostForGoodAt(share) {
      const last = curve.findLastIndex(({ value }) => value >= (1 - share) * best);
      return curve[last + 1]?.steps;
    },
  };
}
