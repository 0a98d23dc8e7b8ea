import { leavesOf } from "./batch.ts";
import type { Rng } from "./rng.ts";
import {
  arrayKinds,
  type Batch,
  type Box,
  boundsAt,
  type Choice,
  type Choices,
  isWhole,
  product,
  rangeOf,
  type Sample,
  type Space,
} from "./space.ts";

/** Why a value is not in a space, or nothing where it is. */
export function whyNotIn(space: Space, value: unknown, path = "value"): string | undefined {
  switch (space.type) {
    case "box": {
      const size = product(space.shape);
      if (!ArrayBuffer.isView(value) && !Array.isArray(value)) return `${path} is no array`;
      const numbers = value as unknown as ArrayLike<unknown>;
      if (numbers.length !== size) return `${path} has ${numbers.length} elements, not ${size}`;
      for (let i = 0; i < size; i++) {
        const number = numbers[i];
        const [low, high] = boundsAt(space, i);
        if (typeof number !== "number" || !Number.isFinite(number))
          return `${path}[${i}] is ${number}, not a finite number`;
        // float32 elements may lie on a bound that float64 writes with more digits
        const slack = space.dtype === "float32" ? 1e-6 * Math.max(1, Math.abs(number)) : 0;
        if (number < low - slack || number > high + slack)
          return `${path}[${i}] is ${number}, outside ${low} to ${high}`;
        if (isWhole(space.dtype) && !Number.isInteger(number)) return `${path}[${i}] is ${number}, not whole`;
      }
      return undefined;
    }
    case "choice":
      return isIndex(value, space.names.length) ? undefined : `${path} is ${value}, not 0 to ${space.names.length - 1}`;
    case "choices": {
      const sizes = sizesOf(space);
      const indices = value as ArrayLike<unknown>;
      if (!value || indices.length !== sizes.length) return `${path} has not ${sizes.length} parts`;
      const wrong = sizes.findIndex((size, part) => !isIndex(indices[part], size));
      return wrong < 0 ? undefined : `${path}[${wrong}] is ${indices[wrong]}, not 0 to ${sizes[wrong] - 1}`;
    }
    case "text": {
      if (typeof value !== "string") return `${path} is no text`;
      const bytes = new TextEncoder().encode(value).length;
      if (bytes > space.maxLength) return `${path} has ${bytes} bytes, more than ${space.maxLength}`;
      return value.isWellFormed() && !value.includes("\0")
        ? undefined
        : `${path} holds a character that UTF-8 text cannot`;
    }
    case "parts": {
      if (typeof value !== "object" || value === null) return `${path} is no record`;
      for (const [name, field] of Object.entries(space.fields)) {
        const why = whyNotIn(field, (value as { [name: string]: unknown })[name], `${path}.${name}`);
        if (why) return why;
      }
      return undefined;
    }
  }
}

export const contains = <S extends Space>(space: S, value: unknown): value is Sample<S> =>
  whyNotIn(space, value) === undefined;

const isIndex = (value: unknown, below: number) =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < below;

/** How many options each part of a discrete space has. */
export const sizesOf = (space: Choice | Choices): number[] =>
  space.type === "choice" ? [space.names.length] : Object.values(space.parts).map((names) => names.length);

/** Length of a mask over an action space: one byte an option, parts one after another; 0 where masks make no sense. */
export const maskSizeOf = (space: Space): number =>
  space.type === "choice" || space.type === "choices" ? sizesOf(space).reduce((sum, size) => sum + size, 0) : 0;

/** A random value: uniform within bounds, normal where a bound is missing, uniform over the options that a mask allows. */
export function sample<S extends Space>(space: S, rng: Rng, mask?: Uint8Array): Sample<S> {
  const draw = (): unknown => {
    switch (space.type) {
      case "box": {
        const values = new arrayKinds[space.dtype](product(space.shape));
        for (let i = 0; i < values.length; i++) values[i] = drawElement(space, i, rng);
        return values;
      }
      case "choice":
        return drawOption(space.names.length, rng, mask, 0);
      case "choices": {
        let offset = 0;
        return Int32Array.from(sizesOf(space), (size) => {
          offset += size;
          return drawOption(size, rng, mask, offset - size);
        });
      }
      case "text":
        return String.fromCharCode(
          ...Array.from({ length: rng.integer(space.maxLength + 1) }, () => 32 + rng.integer(95)),
        );
      case "parts":
        return Object.fromEntries(Object.entries(space.fields).map(([name, field]) => [name, sample(field, rng)]));
    }
  };
  return draw() as Sample<S>;
}

function drawElement(space: Box, element: number, rng: Rng): number {
  const [low, high] = boundsAt(space, element);
  if (isWhole(space.dtype)) {
    const [least, most] = rangeOf[space.dtype];
    const from = Math.ceil(Math.max(least, Number.isFinite(low) ? low : Math.min(0, high - 255)));
    const to = Math.floor(Math.min(most, Number.isFinite(high) ? high : from + 255));
    return from + rng.integer(to - from + 1);
  }
  if (Number.isFinite(low) && Number.isFinite(high)) return rng.uniform(low, high);
  const normal = rng.normal();
  if (Number.isFinite(low)) return low + Math.abs(normal);
  return Number.isFinite(high) ? high - Math.abs(normal) : normal;
}

function drawOption(size: number, rng: Rng, mask: Uint8Array | undefined, offset: number): number {
  if (!mask?.length) return rng.integer(size);
  let legal = 0;
  for (let i = 0; i < size; i++) legal += mask[offset + i] ? 1 : 0;
  let skip = rng.integer(legal);
  for (let i = 0; i < size; i++) if (mask[offset + i] && skip-- === 0) return i;
  return 0;
}

/** Length of `flatten`'s vector: a box's elements, one number an option of a choice, one a byte of text. */
export const sizeOf = (space: Space): number =>
  leavesOf(space).reduce((sum, leaf) => sum + widthOf(leaf.space, leaf.size), 0);

const widthOf = (space: Space, size: number) => maskSizeOf(space) || size;

/** Writes a row of a batch as numbers: boxes as they are, choices one-hot, text as bytes; returns `out`. */
export function flatten<S extends Space>(
  space: S,
  batch: Batch<S>,
  row = 0,
  out = new Float32Array(sizeOf(space)),
  offset = 0,
): Float32Array {
  if (space.type === "parts") {
    let at = offset;
    for (const [name, field] of Object.entries(space.fields)) {
      flatten(field, (batch as { [name: string]: Batch<Space> })[name], row, out, at);
      at += sizeOf(field);
    }
    return out;
  }
  const [{ size }] = leavesOf(space);
  const values = batch as ArrayLike<number>;
  if (space.type === "choice" || space.type === "choices") {
    let at = offset;
    sizesOf(space).forEach((options, part) => {
      out.fill(0, at, at + options);
      out[at + values[row * size + part]] = 1;
      at += options;
    });
  } else for (let i = 0; i < size; i++) out[offset + i] = values[row * size + i];
  return out;
}
