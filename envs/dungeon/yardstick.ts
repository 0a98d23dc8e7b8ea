import { logarithm } from "../../src/core/index.ts";

/**
 * Where an amount lies between 0 and the most that is told apart, on a scale where each doubling counts about the same:
 * log(1 + amount / unit) / log(1 + most / unit), in [0, 1]. Amounts far below the unit count in proportion.
 */
export const onLogScale = (amount: number, unit: number, most: number): number =>
  Math.min(1, logarithm(1 + Math.max(0, amount) / unit) / logarithm(1 + most / unit));
