import {
  type ArrayOf,
  arrayKinds,
  boundsAt,
  type Dtype,
  fail,
  isWhole,
  type Leaf,
  product,
  rangeOf,
} from "../../core/index.ts";
import type { GymnasiumSpace } from "./gymnasium-space.ts";
import { decoded, type Group, isDataset, isGroup } from "./hdf5.ts";

/** Values of one leaf, read. */
export interface LeafValues {
  readonly array: ArrayOf[Dtype];
  /** How many of them were beyond a bound, and clipped to it. */
  readonly clipped: number;
}

/**
 * Reads all rows of a leaf from the group or data set that holds its space, and checks every value.
 * @param root `observations` or `actions`
 * @param isClipped whether numbers beyond their bounds are clipped, as worlds clip actions
 * @throws `file/corrupt`
 */
export function readLeaf(
  episode: Group,
  root: string,
  leaf: Leaf,
  given: GymnasiumSpace,
  { rows, isClipped, what }: { readonly rows: number; readonly isClipped: boolean; readonly what: string },
): LeafValues {
  const path = [root, ...(leaf.path ? leaf.path.split(".") : [])].join("/");
  const values = valuesAt(episode, path, what);
  const wrong = (found: string, expected: string): never =>
    fail("file/corrupt", { given: `${what} with ${path} ${found}`, expected });
  if (leaf.space.type === "text") return { array: textRows(values, rows, leaf.size, wrong), clipped: 0 };
  if (values.length !== rows * leaf.size)
    wrong(
      `of ${values.length} values`,
      `${rows} rows of ${leaf.size}${values.length > 0 ? ", not as pictures in JPEG" : ""}`,
    );
  const { dtype, size } = leaf;
  const start = startOf(given, leaf.path);
  const limits = Array.from({ length: size }, (_, element) => limitsAt(leaf, element, isClipped));
  const mustBeWhole = isWhole(dtype);
  const array = new arrayKinds[dtype](values.length);
  let clipped = 0;
  for (let i = 0; i < values.length; i++) {
    const value = Number(values[i]) - start;
    const [low, high] = limits[i % size];
    if (!Number.isFinite(value) || (mustBeWhole && !Number.isInteger(value)))
      wrong(`= ${values[i]} in row ${Math.floor(i / size)}`, mustBeWhole ? "whole numbers" : "finite numbers");
    if (value < low || value > high) {
      if (leaf.space.type !== "box" || !isClipped)
        wrong(`= ${values[i]} in row ${Math.floor(i / size)}`, `numbers from ${low + start} to ${high + start}`);
      if (value < low - slack(low) || value > high + slack(high)) clipped++;
    }
    array[i] = Math.min(high, Math.max(low, value));
  }
  return { array, clipped };
}

/** A bound in float32 may differ from the same one in float64. */
const slack = (bound: number) => 1e-6 * Math.max(1, Math.abs(bound));

function valuesAt(episode: Group, path: string, what: string): ArrayLike<unknown> {
  const entry = decoded(what, () => episode.get(path));
  if (!isDataset(entry) || isGroup(entry))
    return fail("file/corrupt", { given: `${what} without ${path}`, expected: "a data set of that name" });
  const value = decoded(`${what}, ${path}`, () => entry.value);
  if (!ArrayBuffer.isView(value) && !Array.isArray(value))
    return fail("file/corrupt", { given: `${what} with ${path} that is no array`, expected: "an array" });
  return value as ArrayLike<unknown>;
}

/** What a leaf's numbers may be: the bounds of a box only where they are clipped to them. */
function limitsAt({ space, dtype }: Leaf, element: number, isClipped: boolean): readonly [number, number] {
  switch (space.type) {
    case "box":
      return isClipped ? boundsAt(space, element % product(space.shape)) : rangeOf[dtype];
    case "codes":
      return [0, space.count - 1];
    case "choice":
      return [0, space.names.length - 1];
    case "choices": {
      const counts = Object.values(space.parts).map((names) => names.length);
      return [0, counts[element % counts.length] - 1];
    }
    case "pick":
      return [0, (element % 2 === 0 ? space.most : space.verbs.length) - 1];
    case "length":
      return [0, space.most];
    default:
      return rangeOf[dtype];
  }
}

/** The number that the first option of a discrete space has. */
function startOf(given: GymnasiumSpace, path: string): number {
  let space: GymnasiumSpace | undefined = given;
  for (const name of path ? path.split(".") : []) space = space?.type === "Dict" ? space.subspaces[name] : undefined;
  return space?.type === "Discrete" ? space.start : 0;
}

function textRows(
  values: ArrayLike<unknown>,
  rows: number,
  size: number,
  wrong: (found: string, expected: string) => never,
): Uint8Array {
  if (values.length !== rows) wrong(`of ${values.length} texts`, `${rows} texts`);
  const encoder = new TextEncoder();
  const array = new Uint8Array(rows * size);
  for (let row = 0; row < rows; row++) {
    const bytes = encoder.encode(String(values[row]));
    if (bytes.length > size) wrong(`of ${bytes.length} bytes in row ${row}`, `texts of at most ${size} bytes`);
    array.set(bytes, row * size);
  }
  return array;
}
