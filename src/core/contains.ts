import { isWhole } from "./dtype.ts";
import { sizesOf } from "./masks.ts";
import { type Box, boundsAt, product, type Sample, type Space } from "./space.ts";

/** Why a value is not in a space, or nothing where it is. */
export function whyNotIn(space: Space, value: unknown, path = "value"): string | undefined {
  switch (space.type) {
    case "box":
      return whyNotInBox(space, value, path);
    case "codes":
      return whyNotIndices(Array(product(space.shape)).fill(space.count), value, path, "elements");
    case "choice":
      return isIndex(value, space.names.length) ? undefined : `${path} is ${value}, not 0 to ${space.names.length - 1}`;
    case "choices":
      return whyNotIndices(sizesOf(space), value, path, "parts");
    case "pick":
      return whyNotIndices([space.most, space.verbs.length], value, path, "indices");
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
    case "list": {
      if (!Array.isArray(value)) return `${path} is no list`;
      if (value.length > space.most) return `${path} has ${value.length} rows, more than ${space.most}`;
      for (const [i, each] of value.entries()) {
        const why = whyNotIn(space.of, each, `${path}[${i}]`);
        if (why) return why;
      }
      return undefined;
    }
  }
}

export const contains = <S extends Space>(space: S, value: unknown): value is Sample<S> =>
  whyNotIn(space, value) === undefined;

function whyNotInBox(space: Box, value: unknown, path: string): string | undefined {
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
    if (number < low - slack || number > high + slack) return `${path}[${i}] is ${number}, outside ${low} to ${high}`;
    if (isWhole(space.dtype) && !Number.isInteger(number)) return `${path}[${i}] is ${number}, not whole`;
  }
  return undefined;
}

function whyNotIndices(sizes: readonly number[], value: unknown, path: string, what: string): string | undefined {
  const indices = value as ArrayLike<unknown>;
  if (!value || indices.length !== sizes.length) return `${path} does not have ${sizes.length} ${what}`;
  const wrong = sizes.findIndex((size, part) => !isIndex(indices[part], size));
  return wrong < 0 ? undefined : `${path}[${wrong}] is ${indices[wrong]}, not 0 to ${sizes[wrong] - 1}`;
}

const isIndex = (value: unknown, below: number) =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < below;
