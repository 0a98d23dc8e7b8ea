import { anyNumber, fail, isWithin, listing } from "../../src/core/index.ts";

export type Weights = { readonly [name: string]: number };

/** For a param that gives rewards weights by name; those that it does not name have 1. */
export const weightsForm = { form: "numbers by the names of the rewards" } as const;

/** @throws `params/invalid` for a weight that is no number, or below 0 where `positive` is asked for */
export function requireWeights(id: string, weights: Weights, positive: boolean): void {
  if (typeof weights !== "object" || weights === null || Array.isArray(weights))
    fail("params/invalid", { given: `weights = ${JSON.stringify(weights)} for ${id}`, expected: weightsForm.form });
  const range = positive ? ([0, 1e300] as const) : anyNumber;
  for (const [name, weight] of Object.entries(weights))
    if (!isWithin(weight, range))
      fail("params/invalid", {
        given: `the weight ${JSON.stringify(weight)} of ${JSON.stringify(name)} for ${id}`,
        expected: positive ? "a number of at least 0" : "a finite number",
      });
}

/** @throws `reward/expression` for a weight whose reward is missing */
export function requireNamed(id: string, weights: Weights, names: readonly string[]): void {
  const unknown = Object.keys(weights).find((name) => !names.includes(name));
  if (unknown !== undefined)
    fail("reward/expression", {
      given: `a weight for ${JSON.stringify(unknown)} in ${id}`,
      expected: `the name of a reward: ${listing(names)}`,
    });
}

export const weightOf = (weights: Weights, name: string): number => weights[name] ?? 1;

/**
 * Shares that sum to 1.
 * @throws `reward/expression` where all weights are 0
 */
export function requireShares(id: string, weights: Weights, names: readonly string[]): void {
  requireNamed(id, weights, names);
  if (names.every((name) => weightOf(weights, name) === 0))
    fail("reward/expression", { given: `weights of 0 alone for ${id}`, expected: "one above 0" });
}

export function sharesOf(weights: Weights, names: readonly string[]): number[] {
  const sum = names.reduce((sum, name) => sum + weightOf(weights, name), 0);
  return names.map((name) => weightOf(weights, name) / sum);
}
