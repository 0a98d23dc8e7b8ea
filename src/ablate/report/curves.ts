import type { RunResult } from "../result.ts";

const points = 50;

/** Means over the last 100 training episodes, for several runs at the same steps. */
export interface Curves {
  readonly steps: readonly number[];
  /** `[runs][steps]` */
  readonly returns: readonly (readonly number[])[];
  readonly scores: readonly (readonly number[])[];
}

/**
 * Curves at 50 points, from where all runs have begun to where the longest ends. A run that stopped earlier keeps its
 * last value. Undefined if no run has a curve.
 */
export function curvesOf(runs: readonly RunResult[]): Curves | undefined {
  const curves = runs.map(({ curve }) => curve).filter(({ steps }) => steps.length > 0);
  if (curves.length === 0) return undefined;
  const first = Math.max(...curves.map(({ steps }) => steps[0]));
  const last = Math.max(...curves.map(({ steps }) => steps.at(-1)!));
  const steps = Array.from({ length: points }, (_, i) => first + ((last - first) * i) / (points - 1));
  const resampled = (key: "returns" | "scores") =>
    curves.map((curve) => steps.map((step) => curve[key][lastAtOrBefore(curve.steps, step)]));
  return { steps, returns: resampled("returns"), scores: resampled("scores") };
}

function lastAtOrBefore(steps: readonly number[], step: number): number {
  const after = steps.findIndex((at) => at > step);
  return after < 0 ? steps.length - 1 : Math.max(0, after - 1);
}
