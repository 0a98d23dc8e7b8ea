import {
  boundsAt,
  type Dtype,
  fail,
  isWhole,
  type Leaf,
  leavesOf,
  product,
  rangeOf,
  type Space,
} from "../../core/index.ts";

/** Numbers, or lists of lists of numbers. */
export type Nested = number | readonly Nested[];

/** A Gymnasium space as Minari writes it in JSON. */
export type GymnasiumSpace =
  | {
      readonly type: "Box";
      readonly dtype: string;
      readonly shape: readonly number[];
      readonly low: Nested;
      readonly high: Nested;
    }
  | { readonly type: "Discrete"; readonly dtype: "int64"; readonly start: number; readonly n: number }
  | { readonly type: "MultiDiscrete"; readonly dtype: string; readonly nvec: Nested; readonly start: Nested }
  | {
      readonly type: "Text";
      readonly max_length: number;
      readonly min_length: number;
      readonly charset: string;
    }
  | { readonly type: "Dict"; readonly subspaces: { readonly [name: string]: GymnasiumSpace } };

/** Python's `string.printable`, as the Python client has it. */
const printable =
  "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \t\n\r\u000b\f";

/** A space of ours as Gymnasium has it, with the names of leaves as keys. @throws `env/unsupported` */
export function gymnasiumSpace(space: Space): GymnasiumSpace {
  const leaves = leavesOf(space);
  if (leaves.length === 1 && leaves[0].path === "") return spaceOfLeaf(leaves[0]);
  const root: Fields = new Map();
  for (const leaf of leaves) {
    const names = leaf.path.split(".");
    let fields = root;
    for (const name of names.slice(0, -1)) {
      const inner = fields.get(name) ?? new Map();
      fields.set(name, inner);
      fields = inner as Fields;
    }
    fields.set(names.at(-1)!, spaceOfLeaf(leaf));
  }
  return dictOf(root);
}

type Fields = Map<string, Fields | GymnasiumSpace>;

const dictOf = (fields: Fields): GymnasiumSpace => ({
  type: "Dict",
  subspaces: Object.fromEntries(
    [...fields].map(([name, field]) => [name, field instanceof Map ? dictOf(field) : field]),
  ),
});

/** The shape of a row of a leaf: `[]` for a number by itself. */
export function shapeOf({ space, list }: Leaf): readonly number[] {
  const rows = list ? [list.most] : [];
  switch (space.type) {
    case "box":
    case "codes":
      return [...rows, ...space.shape];
    case "choices":
      return [...rows, Object.keys(space.parts).length];
    case "pick":
      return [...rows, 2];
    default:
      return rows;
  }
}

function spaceOfLeaf(leaf: Leaf): GymnasiumSpace {
  const { space, list, path, dtype } = leaf;
  const shape = shapeOf(leaf);
  switch (space.type) {
    case "box": {
      const bound = (side: 0 | 1) =>
        nested(shape, (element) => finite(boundsAt(space, element % product(space.shape))[side], dtype, side));
      return { type: "Box", dtype, shape, low: bound(0), high: bound(1) };
    }
    case "codes":
      return space.count > rangeOf[dtype][1] // more than a count of this type can say
        ? { type: "Box", dtype, shape, low: nested(shape, () => 0), high: nested(shape, () => space.count - 1) }
        : options(shape, dtype, () => space.count);
    case "choice":
      return options(shape, "int64", () => space.names.length);
    case "length":
      return options(shape, "int64", () => space.most + 1);
    case "choices": {
      const counts = Object.values(space.parts).map((names) => names.length);
      return options(shape, "int32", (element) => counts[element % counts.length]);
    }
    case "pick":
      return options(shape, "int32", (element) => (element % 2 === 0 ? space.most : space.verbs.length));
    case "text":
      if (list)
        fail("env/unsupported", {
          given: `a list of texts (${path}) for a data set`,
          expected: "lists of numbers: Gymnasium has no array of texts",
        });
      return { type: "Text", max_length: space.maxLength, min_length: 0, charset: printable };
  }
}

/** A whole number's bound is one that its type can hold, since Gymnasium has no other. */
const finite = (bound: number, dtype: Dtype, side: 0 | 1): number =>
  Number.isFinite(bound) || !isWhole(dtype) ? bound : rangeOf[dtype][side];

const options = (shape: readonly number[], dtype: string, count: (element: number) => number): GymnasiumSpace =>
  shape.length === 0
    ? { type: "Discrete", dtype: "int64", start: 0, n: count(0) }
    : { type: "MultiDiscrete", dtype, nvec: nested(shape, count), start: nested(shape, () => 0) };

function nested(shape: readonly number[], value: (element: number) => number, from = 0): Nested {
  const [length, ...inner] = shape;
  if (length === undefined) return value(from);
  const size = product(inner);
  return Array.from({ length }, (_, i) => nested(inner, value, from + i * size));
}

/** A space in a line: `Box([3], float32, -1 to 1)`, `Discrete(2)`. */
export function spaceInWords(space: GymnasiumSpace): string {
  switch (space.type) {
    case "Box":
      return `Box(${JSON.stringify(space.shape)}, ${space.dtype}, ${span(flat(space.low))} to ${span(flat(space.high))})`;
    case "Discrete":
      return `Discrete(${space.n}${space.start ? `, start ${space.start}` : ""})`;
    case "MultiDiscrete":
      return `MultiDiscrete(${JSON.stringify(space.nvec).slice(0, 60)})`;
    case "Text":
      return `Text(${space.max_length})`;
    case "Dict":
      return `Dict(${Object.entries(space.subspaces)
        .map(([name, field]) => `${name}: ${spaceInWords(field)}`)
        .join(", ")})`;
    default:
      return String((space as { type?: unknown }).type ?? "an unknown space");
  }
}

/** One number for all, or each of a few. */
function span(bounds: readonly number[]): string {
  const distinct = [...new Set(bounds)];
  if (distinct.length === 1) return String(distinct[0]);
  return `[${bounds.slice(0, 8).join(", ")}${bounds.length > 8 ? ", ..." : ""}]`;
}

export const flat = (value: Nested): number[] => (typeof value === "number" ? [value] : value.flatMap(flat));
