import { type ArrayOf, arrayKinds, type Dtype } from "./dtype.ts";
import { leavesOf } from "./leaves.ts";
import type { Batch, Parts, Space } from "./space.ts";

type AnyArray = ArrayOf[Dtype];
/** Batches of spaces that are made of others. */
type Fields = { readonly [name: string]: Batch<Space> };
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
      case "parts":
        return mapFields(space, (field) => batchFrom(field, rows, next));
      case "list":
        return { length: next("int32", rows), rows: batchFrom(space.of, rows * space.most, next) };
      default: {
        const [{ dtype, size }] = leavesOf(space);
        return next(dtype, rows * size);
      }
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
      case "parts":
        return mapFields(space, (field, name) => rowsOf(field, (batch as Fields)[name], from, to));
      case "list": {
        const { length, rows } = batch as ListRows;
        return { length: length.subarray(from, to), rows: rowsOf(space.of, rows, from * space.most, to * space.most) };
      }
      default: {
        const [{ size }] = leavesOf(space);
        return (batch as AnyArray).subarray(from * size, to * size);
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

/** The lengths of all lists in a batch, one number a row each. */
export function lengthsIn(space: Space, batch: Batch<Space>): { path: string; most: number; lengths: AnyArray }[] {
  const arrays = arraysOf(batch);
  return leavesOf(space).flatMap(({ path, space: leaf }, i) =>
    leaf.type === "length" ? [{ path, most: leaf.most, lengths: arrays[i] }] : [],
  );
}

/** Something for every field of a record. */
export const mapFields = <T>({ fields }: Parts, map: (field: Space, name: string) => T): { [name: string]: T } =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, map(field, name)]));
