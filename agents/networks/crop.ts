import {
  add,
  cast,
  constant,
  equal,
  gatherAlong,
  max,
  min,
  mul,
  reshape,
  slice,
  type Tensor,
  where,
} from "../../src/autodiff/index.ts";
import { fail, leavesOf, listing, type Space } from "../../src/core/index.ts";
import { type MapShape, mapShapeOf } from "./map.ts";

/** Which cells of a map a network looks at. */
export type Crop = {
  /** The leaf that says where the middle is: its first two numbers are a column and a row of the map. */
  readonly around: string;
  /** Cells on each side, an odd number. */
  readonly size: number;
  /** Whether it sees the whole map besides. */
  readonly whole?: boolean;
};

/** Crops by the path of the map. */
export type Crops = { readonly [leaf: string]: Crop };

/** The layout of a crop: code 0 is outside of the map, all others are one more than on the map. */
export const cropShape = ({ codesEach, count }: MapShape, size: number): MapShape => ({
  height: size,
  width: size,
  codesEach,
  count: count + 1,
});

/**
 * Cuts squares out of maps of codes `[n, height * width * codesEach]`, each around its own middle: `[n, size * size *
 * codesEach]`, laid out as `cropShape` says.
 * @param middle `[n, 2 or more]`: column and row
 */
export function cropped(codes: Tensor, middle: Tensor, { height, width, codesEach }: MapShape, size: number): Tensor {
  const n = codes.shape[0];
  const whole = (numbers: number | number[], shape: number[] = []) => constant(numbers, shape, "int32");
  const offsets = Array.from({ length: size }, (_, i) => i - (size - 1) / 2);
  const each = Array.from({ length: codesEach }, (_, i) => i);
  const places = (column: number, shape: readonly number[]) =>
    add(reshape(cast(slice(middle, 1, column, column + 1), "int32"), [n, 1, 1, 1]), whole(offsets, shape as number[]));
  const [rows, columns] = [places(1, [1, size, 1, 1]), places(0, [1, 1, size, 1])];
  const nearest = (place: Tensor, length: number) => min(max(place, whole(0)), whole(length - 1));
  const cell = add(mul(nearest(rows, height), whole(width)), nearest(columns, width));
  const at = add(mul(cell, whole(codesEach)), whole(each, [1, 1, 1, codesEach]));
  const found = cast(gatherAlong(codes, reshape(at, [n, size * size * codesEach])), "int32");
  const isWithin = (place: Tensor, length: number) => equal(place, nearest(place, length));
  const raised = reshape(add(found, whole(1)), [n, size, size, codesEach]);
  const within = where(isWithin(columns, width), raised, whole(0));
  return reshape(where(isWithin(rows, height), within, whole(0)), [n, size * size * codesEach]);
}

/**
 * Refuses crops of what is no map, around what says no place, or of no size.
 * @param observed what the network sees
 * @throws `params/invalid`
 */
export function validateCrops(crops: Crops, observed: Space): void {
  const alone = leavesOf(observed).filter(({ list }) => !list);
  const maps = alone.filter(({ space }) => space.type === "codes" && mapShapeOf(space)).map(({ path }) => path);
  const middles = alone.filter(({ space, size }) => space.type === "box" && size >= 2).map(({ path }) => path);
  for (const [path, crop] of Object.entries<unknown>(crops)) {
    const wrong = (given: string, expected: string) => fail("params/invalid", { given: `crops: ${given}`, expected });
    const { around, size, whole = false } = (typeof crop === "object" && crop !== null ? crop : {}) as Partial<Crop>;
    if (!maps.includes(path)) wrong(path, `a map of codes that the network sees: ${listing(maps)}`);
    if (typeof around !== "string" || !middles.includes(around))
      wrong(
        `${path} around ${JSON.stringify(around)}`,
        `a box that the network sees, a column and a row first: ${listing(middles)}`,
      );
    if (!Number.isInteger(size) || (size as number) % 2 !== 1 || (size as number) < 1 || (size as number) > largest)
      wrong(`${path} of size ${JSON.stringify(size)}`, `an odd number of cells, from 1 to ${largest}`);
    if (typeof whole !== "boolean") wrong(`${path} with whole = ${JSON.stringify(whole)}`, "true or false");
  }
}

/** Cells on each side of the largest crop. */
const largest = 99;
