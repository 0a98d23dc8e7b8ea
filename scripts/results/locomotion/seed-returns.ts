import type { RunResult } from "../../../src/ablate/index.ts";

/** Mean return of a run's greedy episodes. */
export function meanReturn({ evaluations: { plain } }: RunResult): number {
  return plain.returns.reduce((sum, value) => sum + value, 0) / plain.returns.length;
}

/** With no more digits than a person compares. */
export const shownReturn = (value: number): string => value.toFixed(Math.abs(value) < 100 ? 2 : 0);
