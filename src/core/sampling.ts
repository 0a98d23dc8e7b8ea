import { arrayKinds, isWhole, rangeOf } from "./dtype.ts";
import { maskSizeOf, sizesOf } from "./masks.ts";
import type { Rng } from "./rng.ts";
import { type Box, boundsAt, product, type Sample, type Space } from "./space.ts";

/**
 * A random value: uniform within bounds, normal where a bound is missing, uniform over the options that a mask allows.
 * @param mask as `maskSizeOf` lays it out; empty or left away, everything is allowed
 */
export function sample<S extends Space>(space: S, rng: Rng, mask?: Uint8Array): Sample<S> {
  const draw = (): unknown => {
    switch (space.type) {
      case "box": {
        const values = new arrayKinds[space.dtype](product(space.shape));
        for (let i = 0; i < values.length; i++) values[i] = drawElement(space, i, rng);
        return values;
      }
      case "codes": {
        const values = new arrayKinds[space.dtype](product(space.shape));
        for (let i = 0; i < values.length; i++) values[i] = rng.integer(space.count);
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
      case "pick": {
        const verbs = space.verbs.length;
        const option = drawOption(space.most * verbs, rng, mask, 0);
        return Int32Array.of(Math.floor(option / verbs), option % verbs);
      }
      case "text":
        return String.fromCharCode(
          ...Array.from({ length: rng.integer(space.maxLength + 1) }, () => 32 + rng.integer(95)),
        );
      case "parts": {
        let offset = 0;
        return Object.fromEntries(
          Object.entries(space.fields).map(([name, field]) => {
            const from = offset;
            offset += maskSizeOf(field);
            return [name, sample(field, rng, mask?.subarray(from, offset))];
          }),
        );
      }
      case "list":
        return Array.from({ length: rng.integer(space.most + 1) }, () => sample(space.of, rng));
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
