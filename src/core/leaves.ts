import type { Dtype } from "./dtype.ts";
import { product, type Space } from "./space.ts";

/** How many rows of a list are used: a leaf of every list, and no space by itself. */
export interface Length {
  readonly type: "length";
  readonly most: number;
}

/** A part of a space that is stored as one array. */
export interface Leaf {
  /** `""` for a space that is a leaf itself, else names joined by dots; within a list `length` and `rows`. */
  readonly path: string;
  readonly space: Exclude<Space, { readonly type: "parts" | "list" }> | Length;
  readonly dtype: Dtype;
  /** Elements a row. */
  readonly size: number;
  /** The list whose rows it is in: a row then holds `most` values of `space`. */
  readonly list?: { readonly path: string; readonly most: number };
}

/** The arrays that a batch of this space consists of, depth first in the order of the fields. */
export function leavesOf(space: Space, path = ""): Leaf[] {
  const at = (name: string) => (path ? `${path}.${name}` : name);
  switch (space.type) {
    case "box":
    case "codes":
      return [{ path, space, dtype: space.dtype, size: product(space.shape) }];
    case "choice":
      return [{ path, space, dtype: "int32", size: 1 }];
    case "choices":
      return [{ path, space, dtype: "int32", size: Object.keys(space.parts).length }];
    case "pick":
      return [{ path, space, dtype: "int32", size: 2 }];
    case "text":
      return [{ path, space, dtype: "uint8", size: space.maxLength }];
    case "parts":
      return Object.entries(space.fields).flatMap(([name, field]) => leavesOf(field, at(name)));
    case "list": {
      const { most } = space;
      const rows = leavesOf(space.of, at("rows"));
      return [
        { path: at("length"), space: { type: "length", most }, dtype: "int32", size: 1 },
        ...rows.map((leaf) => ({ ...leaf, size: leaf.size * most, list: { path, most } })),
      ];
    }
  }
}
