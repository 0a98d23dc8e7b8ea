import { maskSizeOf, sizesOf } from "./masks.ts";
import { type Batch, type List, product, type Space } from "./space.ts";
import { lengthOf } from "./values.ts";

/**
 * Length of `flatten`'s vector: a box's elements, one number an option of a choice, pick or code, one a byte of text; for
 * a list its length and then its rows.
 */
export function sizeOf(space: Space): number {
  switch (space.type) {
    case "box":
      return product(space.shape);
    case "codes":
      return product(space.shape) * space.count;
    case "choice":
    case "choices":
    case "pick":
      return maskSizeOf(space);
    case "text":
      return space.maxLength;
    case "parts":
      return Object.values(space.fields).reduce((sum, field) => sum + sizeOf(field), 0);
    case "list":
      return 1 + space.most * sizeOf(space.of);
  }
}

/**
 * Writes a row of a batch as numbers: boxes as they are, choices, picks and codes one-hot, text as bytes, unused rows of
 * a list as zeros; returns `out`.
 * @throws `space/length` for a list longer than its most
 */
export function flatten<S extends Space>(
  space: S,
  batch: Batch<S>,
  row = 0,
  out = new Float32Array(sizeOf(space)),
  offset = 0,
): Float32Array {
  put(space, batch, row, out, offset);
  return out;
}

/** Returns where the next space begins. */
function put(space: Space, batch: Batch<Space>, row: number, out: Float32Array, at: number): number {
  const values = batch as ArrayLike<number>;
  switch (space.type) {
    case "box":
      return copy(values, row, product(space.shape), out, at);
    case "text":
      return copy(values, row, space.maxLength, out, at);
    case "codes": {
      const size = product(space.shape);
      for (let i = 0; i < size; i++) hot(out, at + i * space.count, space.count, values[row * size + i]);
      return at + size * space.count;
    }
    case "choice":
      return hot(out, at, space.names.length, values[row]);
    case "choices": {
      const sizes = sizesOf(space);
      return sizes.reduce((from, options, part) => hot(out, from, options, values[row * sizes.length + part]), at);
    }
    case "pick": {
      const verbs = space.verbs.length;
      return hot(out, at, space.most * verbs, values[2 * row] * verbs + values[2 * row + 1]);
    }
    case "parts": {
      let next = at;
      for (const name in space.fields)
        next = put(space.fields[name], (batch as { [name: string]: Batch<Space> })[name], row, out, next);
      return next;
    }
    case "list":
      return putList(space, batch as Batch<List>, row, out, at);
  }
}

function putList(space: List, batch: Batch<List>, row: number, out: Float32Array, at: number): number {
  const length = lengthOf(space, batch, row);
  out[at] = length;
  let next = at + 1;
  for (let i = 0; i < length; i++) next = put(space.of, batch.rows, row * space.most + i, out, next);
  const end = at + sizeOf(space);
  out.fill(0, next, end);
  return end;
}

function copy(values: ArrayLike<number>, row: number, size: number, out: Float32Array, at: number): number {
  for (let i = 0; i < size; i++) out[at + i] = values[row * size + i];
  return at + size;
}

function hot(out: Float32Array, at: number, options: number, option: number): number {
  out.fill(0, at, at + options);
  out[at + option] = 1;
  return at + options;
}
