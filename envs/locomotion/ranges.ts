import { fail, type Json } from "../../src/core/index.ts";

/** A param that is a range [low, high]; a bound of 1e300 means no bound. @throws `params/invalid` */
export function rangeOf(name: string, given: Json): readonly [number, number] {
  if (Array.isArray(given)) {
    const [low, high] = given;
    if (given.length === 2 && typeof low === "number" && typeof high === "number" && low < high) return [low, high];
  }
  return fail("params/invalid", { given: `${name} = ${JSON.stringify(given)}`, expected: "a range [low, high]" });
}

/** Whether a value lies strictly between both. */
export const within = (value: number, range: readonly [number, number]): boolean =>
  range[0] < value && value < range[1];
