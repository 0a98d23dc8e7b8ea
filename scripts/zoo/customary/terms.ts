import type { RewardExpression } from "../../../src/core/index.ts";

/** A term of a sum. */
export interface Term {
  readonly weight: number;
  readonly of: RewardExpression;
}

export const feature = (name: string, weight: number): Term => ({
  weight,
  of: { use: "shaped/feature-v1", params: { feature: name } },
});
export const square = (name: string, weight: number): Term => ({
  weight,
  of: { use: "shaped/power-v1", params: { feature: name, exponent: 2 } },
});

/** 1 from a bound on; below it falling linearly to `valueAtMargin` one margin away. */
export const atLeast = (name: string, lower: number, margin: number, valueAtMargin = 0): RewardExpression => ({
  use: "shaped/tolerance-v1",
  params: { feature: name, lower, margin, sigmoid: "linear", valueAtMargin },
});
