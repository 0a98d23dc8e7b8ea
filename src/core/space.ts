import type { ArrayOf, Dtype } from "./dtype.ts";

/** Numbers in an array of a fixed shape; a missing bound is no bound. Labels name every element, with its unit. */
export interface Box<D extends Dtype = Dtype> {
  readonly type: "box";
  readonly dtype: D;
  readonly shape: readonly number[];
  readonly low?: number | readonly number[];
  readonly high?: number | readonly number[];
  readonly labels?: readonly string[];
}
/** Element types of codes. */
export type CodeType = "int32" | "int16" | "uint8";
/** Whole numbers from 0 to `count - 1` that are names, such as glyphs: nothing follows from one being larger than another. */
export interface Codes<D extends CodeType = CodeType> {
  readonly type: "codes";
  readonly dtype: D;
  readonly shape: readonly number[];
  readonly count: number;
}
/** One of several named options, as its index. */
export interface Choice {
  readonly type: "choice";
  readonly names: readonly string[];
}
/** Several choices at once, one a part (multi-discrete), as their indices in order. */
export interface Choices {
  readonly type: "choices";
  readonly parts: { readonly [part: string]: readonly string[] };
}
/** Text of at most `maxLength` bytes of UTF-8; in batches zero-padded bytes. */
export interface Text {
  readonly type: "text";
  readonly maxLength: number;
}
/** A record of spaces. */
export interface Parts<F extends { readonly [name: string]: Space } = { readonly [name: string]: Space }> {
  readonly type: "parts";
  readonly fields: F;
}
/** At most `most` values of one space, for observations. In batches there is room for all; unused rows are zeros. */
export interface List<O extends Space = Space> {
  readonly type: "list";
  readonly of: O;
  readonly most: number;
}
/** A row of a list in the observation and what to do with it, as two indices: row, verb. */
export interface RowPick {
  readonly type: "pick";
  /** The list's path in the observation: names joined by dots, `""` where the observation is the list. */
  readonly list: string;
  /** As the list says. */
  readonly most: number;
  readonly verbs: readonly string[];
}
export type Space =
  | Box
  | Codes
  | Choice
  | Choices
  | Text
  | RowPick
  | { readonly type: "parts"; readonly fields: { readonly [name: string]: Space } }
  | { readonly type: "list"; readonly of: Space; readonly most: number };

/** One value of a space, as people and scripts handle it. */
export type Sample<S extends Space> =
  S extends Box<infer D>
    ? ArrayOf[D]
    : S extends Codes<infer D>
      ? ArrayOf[D]
      : S extends Choice
        ? number
        : S extends Choices | RowPick
          ? Int32Array
          : S extends Text
            ? string
            : S extends { readonly type: "parts"; readonly fields: infer F extends { readonly [name: string]: Space } }
              ? { -readonly [K in keyof F]: Sample<F[K]> }
              : S extends { readonly type: "list"; readonly of: infer O extends Space }
                ? Sample<O>[]
                : never;

/** Rows of a space, row-major, in typed arrays: a world's slot has one row, a vector one a world, a rollout steps x worlds. */
export type Batch<S extends Space> =
  S extends Box<infer D>
    ? ArrayOf[D]
    : S extends Codes<infer D>
      ? ArrayOf[D]
      : S extends Choice | Choices | RowPick
        ? Int32Array
        : S extends Text
          ? Uint8Array
          : S extends { readonly type: "parts"; readonly fields: infer F extends { readonly [name: string]: Space } }
            ? { readonly [K in keyof F]: Batch<F[K]> }
            : S extends { readonly type: "list"; readonly of: infer O extends Space }
              ? {
                  /** How many rows are used: one number a row of the batch. */
                  readonly length: Int32Array;
                  /** `most` rows of the inner space for each row of the batch. */
                  readonly rows: Batch<O>;
                }
              : never;

/** Lowest and highest value of a box's element; infinite where there is no bound. */
export function boundsAt({ low, high }: Box, element: number): [number, number] {
  const at = (bound: Box["low"], none: number) =>
    bound === undefined ? none : typeof bound === "number" ? bound : bound[element];
  return [at(low, Number.NEGATIVE_INFINITY), at(high, Number.POSITIVE_INFINITY)];
}

/** Whether every element of a box has two finite bounds. */
export const isBounded = (space: Box): boolean =>
  Array.from({ length: product(space.shape) }, (_, i) => boundsAt(space, i))
    .flat()
    .every(Number.isFinite);

export const product = (lengths: readonly number[]): number => lengths.reduce((result, length) => result * length, 1);

/** The kinds of all spaces in a space, itself included. */
export function kindsIn(space: Space): Space["type"][] {
  switch (space.type) {
    case "parts":
      return [space.type, ...Object.values(space.fields).flatMap(kindsIn)];
    case "list":
      return [space.type, ...kindsIn(space.of)];
    default:
      return [space.type];
  }
}
