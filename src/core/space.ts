import { fail } from "./errors.ts";

/** Element types of boxes, and the arrays that hold them. */
export interface ArrayOf {
  float32: Float32Array;
  float64: Float64Array;
  int32: Int32Array;
  int16: Int16Array;
  uint8: Uint8Array;
}
export type Dtype = keyof ArrayOf;

type ArrayKind<T> = {
  new (length: number): T;
  new (buffer: ArrayBufferLike, byteOffset?: number, length?: number): T;
  readonly BYTES_PER_ELEMENT: number;
};
/** The array class of every element type. */
export const arrayKinds: { readonly [D in Dtype]: ArrayKind<ArrayOf[D]> } = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  int16: Int16Array,
  uint8: Uint8Array,
};

/** Lowest and highest number that an array of each element type holds. */
export const rangeOf: { readonly [D in Dtype]: readonly [number, number] } = {
  float32: [-3.4028234663852886e38, 3.4028234663852886e38],
  float64: [-Number.MAX_VALUE, Number.MAX_VALUE],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  int16: [-(2 ** 15), 2 ** 15 - 1],
  uint8: [0, 255],
};
export const isWhole = (dtype: Dtype): boolean => !dtype.startsWith("float");

/** Numbers in an array of a fixed shape; a missing bound is no bound. Labels name every element, with its unit. */
export interface Box<D extends Dtype = Dtype> {
  readonly type: "box";
  readonly dtype: D;
  readonly shape: readonly number[];
  readonly low?: number | readonly number[];
  readonly high?: number | readonly number[];
  readonly labels?: readonly string[];
}
/** One of several named things, as its index. */
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
export type Space =
  | Box
  | Choice
  | Choices
  | Text
  | { readonly type: "parts"; readonly fields: { readonly [name: string]: Space } };

/** One value of a space, as people and scripts handle it. */
export type Sample<S extends Space> =
  S extends Box<infer D>
    ? ArrayOf[D]
    : S extends Choice
      ? number
      : S extends Choices
        ? Int32Array
        : S extends Text
          ? string
          : S extends { readonly type: "parts"; readonly fields: infer F extends { readonly [name: string]: Space } }
            ? { -readonly [K in keyof F]: Sample<F[K]> }
            : never;

/** Rows of a space, row-major, in typed arrays: a world's slot has one row, a vector one a world, a rollout steps x worlds. */
export type Batch<S extends Space> =
  S extends Box<infer D>
    ? ArrayOf[D]
    : S extends Choice | Choices
      ? Int32Array
      : S extends Text
        ? Uint8Array
        : S extends { readonly type: "parts"; readonly fields: infer F extends { readonly [name: string]: Space } }
          ? { readonly [K in keyof F]: Batch<F[K]> }
          : never;

/** @throws `space/invalid` for a shape or bounds that no value can meet. */
export function box<const D extends Dtype>(spec: Omit<Box<D>, "type">): Box<D> {
  const size = spec.shape.reduce((product, length) => product * length, 1);
  const wrong = (given: string, expected: string) => fail("space/invalid", { given: `a box with ${given}`, expected });
  if (spec.shape.some((length) => !Number.isInteger(length) || length < 1))
    wrong(`shape [${spec.shape}]`, "whole lengths of at least 1");
  for (const bound of [spec.low, spec.high])
    if (typeof bound === "object" && bound.length !== size) wrong(`${bound.length} bounds`, `one, or ${size}`);
  for (let i = 0; i < size; i++) {
    const [low, high] = boundsAt({ type: "box", ...spec }, i);
    if (!(low <= high)) wrong(`low ${low} and high ${high} at element ${i}`, "low at most high");
    const [least, most] = [Math.max(low, rangeOf[spec.dtype][0]), Math.min(high, rangeOf[spec.dtype][1])];
    if (isWhole(spec.dtype) ? Math.ceil(least) > Math.floor(most) : least > most)
      wrong(`low ${low} and high ${high} at element ${i}`, `room for a number of type ${spec.dtype}`);
  }
  if (spec.labels && spec.labels.length !== size) wrong(`${spec.labels.length} labels`, `${size}`);
  return { type: "box", ...spec };
}

/** @throws `space/invalid` for no name or the same name twice. */
export function choice(...names: readonly string[]): Choice {
  checkNames("a choice", names);
  return { type: "choice", names };
}

export function choices(parts: Choices["parts"]): Choices {
  checkNames("choices", Object.keys(parts));
  for (const [part, names] of Object.entries(parts)) checkNames(`part "${part}"`, names);
  return { type: "choices", parts };
}

export function text(maxLength: number): Text {
  if (!Number.isInteger(maxLength) || maxLength < 1)
    fail("space/invalid", { given: `text of at most ${maxLength} bytes`, expected: "a whole number of at least 1" });
  return { type: "text", maxLength };
}

export function parts<const F extends { readonly [name: string]: Space }>(fields: F): Parts<F> {
  checkNames("parts", Object.keys(fields));
  return { type: "parts", fields };
}

function checkNames(what: string, names: readonly string[]): void {
  if (names.length === 0) fail("space/invalid", { given: `${what} without names`, expected: "at least one" });
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    fail("space/invalid", { given: `${what} with "${twice}" twice`, expected: "distinct names" });
}

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
