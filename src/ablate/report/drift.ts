import type { RunResult } from "../result.ts";
import { meanOf } from "../statistics/index.ts";
import { estimate } from "./comparison.ts";
import type { Told } from "./numbers.ts";

/**
 * The change of training's own return and of the score over the second half of training. If the return rises while the
 * score falls, the reward is being hacked (Skalse et al. 2022, arXiv:2209.13085).
 */
export interface Drift {
  readonly half: { readonly return: number; readonly score: number };
  readonly end: { readonly return: number; readonly score: number };
  readonly change: { readonly return: Told; readonly score: Told };
  /** Whether the return's interval is above 0 and the score's below. */
  readonly hacked: boolean;
}

/** Undefined if no run has a curve of at least two points. */
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
