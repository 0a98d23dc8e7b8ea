import { listing } from "./errors.ts";
import type { Json } from "./json.ts";

/** The lowest and the highest value, both allowed. */
export type Range = readonly [lowest: number, highest: number];

/**
 * The values that a param may have, as plain data:
 * - `[0, 1]` is any number in a range, and `{ whole: [1, 9] }` any whole number in it;
 * - `["a", "b"]` is one of these words;
 * - `{ each: { whole: [1, 9] }, length: [0, 4] }` is a list of up to four such numbers;
 * - `{ form: "a number or a range [low, high]" }` is JSON of a form that only the plug-in's `validate` can check, in words.
 */
export type Limit =
  | Range
  | { readonly whole: Range }
  | readonly string[]
  | { readonly each: Limit; readonly length: Range }
  | { readonly form: string };

/** The limits that suit a param of type `T`. */
export type LimitOf<T> = [Json] extends [T]
  ? Limit
  : [T] extends [number]
    ? Range | { readonly whole: Range }
    : [T] extends [readonly (infer Element)[]]
      ? { readonly each: LimitOf<Element>; readonly length: Range } | { readonly form: string }
      : [T] extends [string]
        ? readonly T[]
        : [T] extends [boolean | null]
          ? never
          : { readonly form: string };

/** Limits of params by name. */
export type Limits<P> = { readonly [K in keyof P]?: LimitOf<P[K]> };

/** Limits as a registry holds them, whatever the params are. */
export type AnyLimits = { readonly [name: string]: Limit | undefined };

const farthest = 1e300; // JSON has no infinity; a bound this far away is as good as none

/** For params that may be any number. */
export const anyNumber: Range = [-farthest, farthest];

/** For params that are a pair of numbers. */
export const pair = { each: anyNumber, length: [2, 2] } as const satisfies Limit;

/** Whether a value is within a limit. JSON of a `form` always is: `validate` has the say there. */
export function isWithin(value: Json, limit: Limit): boolean {
  if (isWords(limit)) return typeof value === "string" && limit.includes(value);
  if (isRange(limit)) return typeof value === "number" && limit[0] <= value && value <= limit[1];
  if ("whole" in limit) return Number.isInteger(value) && isWithin(value, limit.whole);
  if ("each" in limit)
    return (
      Array.isArray(value) &&
      isWithin(value.length, limit.length) &&
      value.every((element) => isWithin(element, limit.each))
    );
  return true;
}

/** `a whole number from 1 to 9`: a limit as error messages and lists say it. */
export function limitInWords(limit: Limit): string {
  if (isWords(limit)) return listing(limit);
  if (isRange(limit)) return `a number${rangeInWords(limit)}`;
  if ("whole" in limit) return `a whole number${rangeInWords(limit.whole)}`;
  if ("form" in limit) return limit.form;
  const [fewest, most] = limit.length;
  const length = fewest === most ? `${most}` : `${fewest} to ${most}`;
  return `a list of ${length} elements, each ${limitInWords(limit.each)}`;
}

function rangeInWords([lowest, highest]: Range): string {
  if (lowest <= -farthest) return highest >= farthest ? "" : ` of at most ${highest}`;
  return highest >= farthest ? ` of at least ${lowest}` : ` from ${lowest} to ${highest}`;
}

const isRange = (limit: Limit): limit is Range => Array.isArray(limit) && typeof limit[0] === "number";
const isWords = (limit: Limit): limit is readonly string[] => Array.isArray(limit) && typeof limit[0] !== "number";
