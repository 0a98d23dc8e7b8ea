import { type ArrayOf, arrayKinds, type Dtype } from "./dtype.ts";
import { fail } from "./errors.ts";
import { type Batch, type List, type Parts, product, type Sample, type Space } from "./space.ts";

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

type AnyArray = ArrayOf[Dtype];
/** Batches and samples of spaces that are made of others. */
type Fields = { readonly [name: string]: Batch<Space> };
type Values = { readonly [name: string]: Sample<Space> };
type ListRows = { readonly length: Int32Array; readonly rows: Batch<Space> };

/** Where arrays come from: a shared buffer, say. The default is fresh memory, zeroed. */
export type Allocate = <D extends Dtype>(dtype: D, length: number) => ArrayOf[D];
export const allocate: Allocate = (dtype, length) => new arrayKinds[dtype](length);

/** An allocator that lays arrays one after another into a buffer, each aligned to 8 bytes. */
export function allocateIn(buffer: ArrayBufferLike): Allocate {
  let offset = 0;
  return (dtype, length) => {
    const array = new arrayKinds[dtype](buffer, offset, length);
    offset += Math.ceil(array.byteLength / 8) * 8;
    return array;
  };
}

/** How many bytes the arrays asked for by `ask` take in `allocateIn`'s layout. */
export function bytesNeeded(ask: (allocate: Allocate) => void): number {
  let bytes = 0;
  ask((dtype, length) => {
    bytes += Math.ceil((length * arrayKinds[dtype].BYTES_PER_ELEMENT) / 8) * 8;
    return new arrayKinds[dtype](0);
  });
  return bytes;
}

/** Builds a batch from its arrays, each asked for in the order of `leavesOf`. */
function batchFrom<S extends Space>(
  space: S,
  rows: number,
  next: (dtype: Dtype, length: number) => AnyArray,
): Batch<S> {
  const build = (): unknown => {
    switch (space.type) {
      case "box":
      case "codes":
      case "choice":
      case "choices":
      case "text":
      case "pick": {
        const [{ dtype, size }] = leavesOf(space);
        return next(dtype, rows * size);
      }
      case "parts":
        return mapFields(space, (field) => batchFrom(field, rows, next));
      case "list":
        return { length: next("int32", rows), rows: batchFrom(space.of, rows * space.most, next) };
    }
  };
  return build() as Batch<S>;
}

/** Arrays for `rows` rows of a space. */
export const batchOf = <S extends Space>(space: S, rows: number, from: Allocate = allocate): Batch<S> =>
  batchFrom(space, rows, from);

/** The batch that consists of these arrays, which are in the order of `leavesOf`: the inverse of `arraysOf`. */
export function batchIn<S extends Space>(space: S, arrays: readonly AnyArray[]): Batch<S> {
  const rest = arrays.values();
  return batchFrom(space, 0, () => rest.next().value as AnyArray);
}

/** The arrays of a batch in the order of `leavesOf`. */
export function arraysOf(batch: Batch<Space>): AnyArray[] {
  return ArrayBuffer.isView(batch)
    ? [batch as AnyArray]
    : Object.values(batch).flatMap((field) => arraysOf(field as Batch<Space>));
}

/** Rows `from` to `to` of a batch as a view: no copy, the same memory. */
export function rowsOf<S extends Space>(space: S, batch: Batch<S>, from: number, to = from + 1): Batch<S> {
  const view = (): unknown => {
    switch (space.type) {
      case "box":
      case "codes":
      case "choice":
      case "choices":
      case "text":
      case "pick": {
        const [{ size }] = leavesOf(space);
        return (batch as AnyArray).subarray(from * size, to * size);
      }
      case "parts":
        return mapFields(space, (field, name) => rowsOf(field, (batch as Fields)[name], from, to));
      case "list": {
        const { length, rows } = batch as ListRows;
        return { length: length.subarray(from, to), rows: rowsOf(space.of, rows, from * space.most, to * space.most) };
      }
    }
  };
  return view() as Batch<S>;
}

/** The arrays of a batch by the path of their leaf. */
export function leafArrays(space: Space, batch: Batch<Space>): { readonly [path: string]: AnyArray } {
  const arrays = arraysOf(batch);
  return Object.fromEntries(leavesOf(space).map(({ path }, i) => [path, arrays[i]]));
}

/**
 * How many rows of a list are used.
 * @throws `space/length`
 */
export function lengthOf({ most }: List, { length }: { readonly length: Int32Array }, row = 0): number {
  const rows = length[row];
  if (!(rows >= 0 && rows <= most)) failLength(rows, most);
  return rows;
}

/** The lengths of all lists in a batch, one number a row each. */
export function lengthsIn(space: Space, batch: Batch<Space>): { path: string; most: number; lengths: AnyArray }[] {
  const arrays = arraysOf(batch);
  return leavesOf(space).flatMap(({ path, space: leaf }, i) =>
    leaf.type === "length" ? [{ path, most: leaf.most, lengths: arrays[i] }] : [],
  );
}

const failLength = (rows: number, most: number): never =>
  fail("space/length", { given: `a list of ${rows} rows`, expected: `0 to ${most}` });

/**
 * Reads a row as a value; arrays are copies.
 * @throws `space/length` for a list longer than its most
 */
export function read<S extends Space>(space: S, batch: Batch<S>, row = 0): Sample<S> {
  const value = (): unknown => {
    switch (space.type) {
      case "box":
      case "codes":
      case "choices":
      case "pick":
        return (rowsOf<Space>(space, batch, row) as AnyArray).slice();
      case "choice":
        return (batch as Int32Array)[row];
      case "text": {
        const bytes = rowsOf<Space>(space, batch, row) as Uint8Array;
        const end = bytes.indexOf(0);
        return new TextDecoder().decode(bytes.slice(0, end < 0 ? undefined : end));
      }
      case "parts":
        return mapFields(space, (field, name) => read(field, (batch as Fields)[name], row));
      case "list": {
        const { length, rows } = batch as ListRows;
        return Array.from({ length: lengthOf(space, { length }, row) }, (_, i) =>
          read(space.of, rows, row * space.most + i),
        );
      }
    }
  };
  return value() as Sample<S>;
}

/**
 * Writes a value into a row. Text that is too long is cut after its last whole character; rows that a list does not use
 * become zeros.
 * @throws `space/length` for a list longer than its most
 */
export function write<S extends Space>(space: S, batch: Batch<S>, value: Sample<S>, row = 0): void {
  switch (space.type) {
    case "box":
    case "codes":
    case "choices":
    case "pick":
      (rowsOf<Space>(space, batch, row) as AnyArray).set(value as AnyArray);
      return;
    case "choice":
      (batch as Int32Array)[row] = value as number;
      return;
    case "text": {
      const target = rowsOf<Space>(space, batch, row) as Uint8Array;
      const { written } = new TextEncoder().encodeInto(value as string, scratch(space.maxLength));
      target.fill(0);
      target.set(scratch(space.maxLength).subarray(0, written));
      return;
    }
    case "parts":
      for (const [name, field] of Object.entries(space.fields))
        write(field, (batch as Fields)[name], (value as Values)[name], row);
      return;
    case "list": {
      const values = value as readonly Sample<Space>[];
      const { length, rows } = batch as ListRows;
      const first = row * space.most;
      if (values.length > space.most) failLength(values.length, space.most);
      length[row] = values.length;
      for (const [i, each] of values.entries()) write(space.of, rows, each, first + i);
      for (const array of arraysOf(rowsOf(space.of, rows, first + values.length, first + space.most))) array.fill(0);
    }
  }
}

const mapFields = <T>({ fields }: Parts, map: (field: Space, name: string) => T): { [name: string]: T } =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, map(field, name)]));

/** `encodeInto` refuses shared memory, so text passes through here. */
let scratchBytes = new Uint8Array(0);
function scratch(length: number): Uint8Array<ArrayBuffer> {
  if (scratchBytes.length < length) scratchBytes = new Uint8Array(length);
  return scratchBytes.subarray(0, length);
}
