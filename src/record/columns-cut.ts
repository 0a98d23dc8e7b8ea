import { fail, type PackedArray } from "../core/index.ts";

/** Arrays by name, in lists and in records. */
export type Tree = PackedArray | readonly Tree[] | { readonly [name: string]: Tree | undefined };
type Branches = { readonly [name: string]: Tree | undefined };

/** The rows of an episode from step `from` to before step `to`; those of states begin with the start's. */
export interface Part {
  readonly from: number;
  readonly to: number;
  readonly columns: Branches;
}

/** How many steps and seats the arrays are of. */
export interface Extent {
  readonly steps: number;
  readonly seats: number;
}

/** Columns with a row for every step of a seat. */
const ofSteps = ["actions", "events", "rewards", "terms", "inner", "watched", "seats"];
/** Columns with a row for the start, too. */
const ofStates = ["features", "digests", "observations"];
/** Columns that lie `[columns, steps + 1]`. */
const ofPoses = ["poses"];
export const columnNames = [...ofSteps, ...ofStates, ...ofPoses];

/** Where a column's rows from step `from` to before `to` lie in an array, in runs of as many elements. */
interface Runs {
  readonly first: number;
  readonly length: number;
  readonly stride: number;
  readonly count: number;
}

function runsOf(name: string, length: number, { steps, seats }: Extent, from: number, to: number): Runs {
  const start = from === 0 ? 0 : from + 1; // of states
  if (ofPoses.includes(name)) {
    const stride = steps + 1;
    return { first: start, length: to + 1 - start, stride, count: length / stride };
  }
  const isOfSteps = ofSteps.includes(name);
  const size = length / ((steps + (isOfSteps ? 0 : 1)) * seats);
  const [first, last] = isOfSteps ? [from, to] : [start, to + 1];
  return { first: first * seats * size, length: (last - first) * seats * size, stride: 0, count: 1 };
}

/** Cuts a stretch out of an episode's columns. */
export function cutColumns(columns: Branches, extent: Extent, from: number, to: number): Branches {
  const cut =
    (name: string) =>
    (array: PackedArray): PackedArray => {
      const { first, length, stride, count } = runsOf(name, array.length, extent, from, to);
      const out = array.slice(0, length * count);
      for (let i = 0; i < count; i++)
        out.set(array.subarray(first + i * stride, first + i * stride + length), i * length);
      return out;
    };
  return Object.fromEntries(
    Object.entries(columns).map(([name, tree]) => [name, tree === undefined ? undefined : mapTree(tree, cut(name))]),
  );
}

/**
 * Puts parts together. What no part has is filled up: NaN, zeros, and poses that are nowhere.
 * @throws `file/corrupt` for parts that do not fit each other
 */
export function joinParts(parts: readonly Part[], extent: Extent, what: string): Branches {
  const [first] = parts;
  const wrong = (name: string) =>
    fail("file/corrupt", { given: `${what}: blocks with different ${name}`, expected: "blocks of one episode" });
  const joined = (name: string, path: readonly (string | number)[]) => (sample: PackedArray) => {
    const own = { steps: first.to - first.from, seats: extent.seats };
    const rows = rowsIn(name, own.steps, extent.seats, first.from === 0);
    const size = sample.length / rows;
    if (!Number.isInteger(size)) return wrong(name);
    const length = size * rowsIn(name, extent.steps, extent.seats, true);
    const Kind = sample.constructor as new (length: number) => PackedArray;
    const out = new Kind(length);
    out.fill(fillerOf(path));
    for (const { from, to, columns } of parts) {
      const array = at(columns, path);
      const runs = runsOf(name, length, extent, from, to);
      if (array?.constructor !== sample.constructor || array.length !== runs.length * runs.count) return wrong(name);
      for (let i = 0; i < runs.count; i++)
        out.set(array.subarray(i * runs.length, (i + 1) * runs.length), runs.first + i * runs.stride);
    }
    return out;
  };
  const entries = Object.entries(first.columns).flatMap(([name, tree]) =>
    tree === undefined ? [] : [[name, mapTree(tree, (array, path) => joined(name, [name, ...path])(array))] as const],
  );
  return Object.fromEntries(entries);
}

const rowsIn = (name: string, steps: number, seats: number, isFirst: boolean): number => {
  if (ofPoses.includes(name)) return steps + (isFirst ? 1 : 0);
  return (steps + (isFirst && !ofSteps.includes(name) ? 1 : 0)) * seats;
};

function fillerOf(path: readonly (string | number)[]): number {
  if (path[0] === "poses") return { places: -(2 ** 31), turns: 0, largest: 4 }[path[1] as string] ?? 0;
  return path[0] === "actions" || path[0] === "events" || path[0] === "digests" || path[0] === "seats" ? 0 : Number.NaN;
}

/** A tree of the same form. */
function mapTree(
  tree: Tree,
  work: (array: PackedArray, path: readonly (string | number)[]) => PackedArray,
  path: readonly (string | number)[] = [],
): Tree {
  if (ArrayBuffer.isView(tree)) return work(tree as PackedArray, path);
  if (Array.isArray(tree)) return tree.map((each: Tree, i) => mapTree(each, work, [...path, i]));
  return Object.fromEntries(
    Object.entries(tree as Branches).flatMap(([name, each]) =>
      each === undefined ? [] : [[name, mapTree(each, work, [...path, name])]],
    ),
  );
}

function at(tree: Tree | undefined, path: readonly (string | number)[]): PackedArray | undefined {
  let found: unknown = tree;
  for (const name of path)
    found =
      typeof found === "object" && found !== null && Object.hasOwn(found, name)
        ? (found as { readonly [name: string]: unknown })[name]
        : undefined;
  return ArrayBuffer.isView(found) ? (found as PackedArray) : undefined;
}
