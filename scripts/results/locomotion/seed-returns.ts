import type { RunResult } from "../../../src/ablate/index.ts";

/** Mean return of a run's greedy episodes. */
export const meanReturn = ({ evaluations: { plain } }: RunResult): number => meanOf(plain.returns);

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Rounded to the digits that matter in a comparison. */
export const shownReturn = (value: number): string => value.toFixed(Math.abs(value) < 100 ? 2 : 0);
