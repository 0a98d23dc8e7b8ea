import {
  add,
  cast,
  constant,
  matmul,
  oneHot,
  reshape,
  slice,
  type Tensor,
  transpose,
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
 * codesEach]`, laid out as `cropShape` says. Rows and columns are picked by products with one-hot matrices.
 * @param middle `[n, 2 or more]`: column and row
 */
export function cropped(codes: Tensor, middle: Tensor, { height, width, codesEach }: MapShape, size: number): Tensor {
  const n = codes.shape[0];
  const offsets = constant(
    Array.from({ length: size }, (_, i) => i - (size - 1) / 2),
    [1, size],
    "int64",
  );
  const picks = (column: number, length: number) =>
    oneHot(add(cast(slice(middle, 1, column, column + 1), "int64"), offsets), length); // all zeros outside
  const raised = reshape(add(cast(codes, "float32"), 1), [n, height, width * codesEach]);
  const rows = reshape(matmul(picks(1, height), raised), [n, size, width, codesEach]);
  const columns = reshape(transpose(picks(0, width), [0, 2, 1]), [n, 1, width, size]);
  const cells = matmul(transpose(rows, [0, 1, 3, 2]), columns); // [n, row, code, column]
  return cast(reshape(transpose(cells, [0, 1, 3, 2]), [n, size * size * codesEach]), "int32");
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
