import {
  arrayKinds,
  arraysOf,
  type Batch,
  fail,
  type Leaf,
  leavesOf,
  type PackedArray,
  type Space,
  type Text,
  write,
} from "../core/index.ts";

/**
 * Returns a function that writes actions from outside into a batch, all of them or none. Each leaf of the space is one
 * array over all rows: typed, a list of numbers, or for text a list of strings. A single row needs no list around it.
 * @throws `action/illegal` for arrays of the wrong form; the vector checks whether the actions themselves are legal
 */
export function actionWriter(space: Space, batch: Batch<Space>, rows: number): (given: unknown) => void {
  const leaves = leavesOf(space);
  const targets = arraysOf(batch);
  return (given) => {
    const found = leaves.map((leaf) => arrayAt(given, leaf, rows));
    for (const [i, values] of found.entries()) {
      const { space } = leaves[i];
      if (space.type === "text") writeTexts(space, targets[i] as Uint8Array, values);
      else targets[i].set(values as ArrayLike<number>);
    }
  };
}

type Values = ArrayLike<number> | readonly string[];

function arrayAt(given: unknown, leaf: Leaf, rows: number): Values {
  const { path, space, size, dtype } = leaf;
  const length = space.type === "text" ? rows : rows * size;
  let value = given;
  for (const name of path ? path.split(".") : [])
    value = Object.hasOwn(Object(value), name) ? (value as { [name: string]: unknown })[name] : undefined;
  const list = typeof value === "number" || typeof value === "string" ? [value] : value;
  const refuse = (what: string): never =>
    fail("action/illegal", {
      given: `actions${path && ` ${path}`}: ${what}`,
      expected: space.type === "text" ? `${length} texts` : `${length} numbers (${rows} rows of ${size}), as ${dtype}`,
    });
  if (space.type === "text" && Array.isArray(list)) {
    if (list.length !== length) refuse(`${list.length} texts`);
    if (!list.every((item) => typeof item === "string")) refuse("a list with items that are not texts");
    return list;
  }
  if (ArrayBuffer.isView(list)) {
    const array = list as PackedArray;
    const expected = space.type === "text" ? rows * size : length;
    if (!(array instanceof arrayKinds[dtype])) refuse(`an array of another type (${array.constructor.name})`);
    if (array.length !== expected) refuse(`${array.length} numbers`);
    return array;
  }
  if (!Array.isArray(list)) return refuse(list === undefined ? "nothing" : `a ${typeof list}`);
  const flat = list.flat(4) as unknown[];
  if (flat.length !== length) refuse(`${flat.length} numbers`);
  const fits = dtype.startsWith("float") ? Number.isFinite : Number.isInteger;
  for (const item of flat) if (!fits(item)) refuse(`${JSON.stringify(item)} among the numbers`);
  return flat as number[];
}

function writeTexts(space: Text, target: Uint8Array, values: Values): void {
  if (ArrayBuffer.isView(values)) return target.set(values as Uint8Array);
  for (let row = 0; row < values.length; row++) write(space, target, values[row] as string, row);
}
