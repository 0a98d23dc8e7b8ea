import type { RunResult } from "../result.ts";
import { meanOf } from "../statistics/index.ts";
import { estimate } from "./comparison.ts";
import type { Told } from "./numbers.ts";

/**
 * What training's own return and the yardstick did over the second half of training. A reward is hacked where the one
 * rises while the other falls (Skalse et al. 2022, arXiv:2209.13085).
 */
export interface Drift {
  readonly half: { readonly return: number; readonly score: number };
  readonly end: { readonly return: number; readonly score: number };
  readonly change: { readonly return: Told; readonly score: Told };
  /** Both intervals lie on their side of 0. */
  readonly hacked: boolean;
}

/** Nothing where no run has a curve of two points. */
export function driftOf(runs: readonly RunResult[], confidence: number): Drift | undefined {
  const curves = runs.map(({ curve }) => curve).filter(({ steps }) => steps.length > 1);
  if (curves.length === 0) return undefined;
  const at = (key: "returns" | "scores", share: number) =>
    curves.map((curve) => curve[key][Math.round(share * (curve[key].length - 1))]);
  const over = (key: "returns" | "scores") => {
    const [half, end] = [at(key, 0.5), at(key, 1)];
    const change = estimate([end.map((value, i) => value - half[i])], ([changes]) => meanOf(changes), confidence);
    return { half: meanOf(half), end: meanOf(end), change };
  };
  const [returns, scores] = [over("returns"), over("scores")];
  return {
    half: { return: returns.half, score: scores.half },
    end: { return: returns.end, score: scores.end },
    change: { return: returns.change, score: scores.change },
    hacked: (returns.change.low ?? 0) > 0 && (scores.change.high ?? 0) < 0,
  };
}
