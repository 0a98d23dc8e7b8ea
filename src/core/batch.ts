import {
  type ArrayOf,
  arrayKinds,
  type Batch,
  type Box,
  type Choice,
  type Choices,
  type Dtype,
  product,
  type Sample,
  type Space,
  type Text,
} from "./space.ts";

/** A part of a space that is stored as one array. */
export interface Leaf {
  /** `""` for a space that is a leaf itself, else names joined by dots. */
  readonly path: string;
  readonly space: Box | Choice | Choices | Text;
  readonly dtype: Dtype;
  /** Elements a row. */
  readonly size: number;
}

/** The arrays that a batch of this space consists of, depth first in the order of the fields. */
export function leavesOf(space: Space, path = ""): Leaf[] {
  switch (space.type) {
    case "box":
      return [{ path, space, dtype: space.dtype, size: product(space.shape) }];
    case "choice":
      return [{ path, space, dtype: "int32", size: 1 }];
    case "choices":
      return [{ path, space, dtype: "int32", size: Object.keys(space.parts).length }];
    case "text":
      return [{ path, space, dtype: "uint8", size: space.maxLength }];
    case "parts":
      return Object.entries(space.fields).flatMap(([name, field]) => leavesOf(field, path ? `${path}.${name}` : name));
  }
}

type AnyArray = ArrayOf[Dtype];

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

/** Arrays for `rows` rows of a space. */
export function batchOf<S extends Space>(space: S, rows: number, from: Allocate = allocate): Batch<S> {
  if (space.type !== "parts") {
    const [{ dtype, size }] = leavesOf(space);
    return from(dtype, rows * size) as Batch<S>;
  }
  return Object.fromEntries(
    Object.entries(space.fields).map(([name, field]) => [name, batchOf(field, rows, from)]),
  ) as Batch<S>;
}

/** The arrays of a batch in the order of `leavesOf`. */
export function arraysOf(batch: Batch<Space>): AnyArray[] {
  return ArrayBuffer.isView(batch)
    ? [batch as AnyArray]
    : Object.values(batch).flatMap((field) => arraysOf(field as Batch<Space>));
}

/** Rows `from` to `to` of a batch as a view: no copy, the same memory. */
export function rowsOf<S extends Space>(space: S, batch: Batch<S>, from: number, to = from + 1): Batch<S> {
  if (space.type === "parts")
    return Object.fromEntries(
      Object.entries(space.fields).map(([name, field]) => [
        name,
        rowsOf(field, (batch as { [name: string]: Batch<Space> })[name], from, to),
      ]),
    ) as Batch<S>;
  const [{ size }] = leavesOf(space);
  return (batch as AnyArray).subarray(from * size, to * size) as Batch<S>;
}

/** The arrays of a batch by the path of their leaf. */
export function leafArrays(space: Space, batch: Batch<Space>): { readonly [path: string]: AnyArray } {
  const arrays = arraysOf(batch);
  return Object.fromEntries(leavesOf(space).map(({ path }, i) => [path, arrays[i]]));
}

/** Reads a row as a value; arrays are copies. */
export function read<S extends Space>(space: S, batch: Batch<S>, row = 0): Sample<S> {
  if (space.type === "parts")
    return Object.fromEntries(
      Object.entries(space.fields).map(([name, field]) => [
        name,
        read(field, (batch as { [name: string]: Batch<Space> })[name], row),
      ]),
    ) as Sample<S>;
  const values = rowsOf(space, batch as Batch<typeof space>, row) as AnyArray;
  if (space.type === "choice") return values[0] as Sample<S>;
  if (space.type !== "text") return values.slice() as Sample<S>;
  const end = values.indexOf(0);
  return new TextDecoder().decode((values as Uint8Array).slice(0, end < 0 ? undefined : end)) as Sample<S>;
}

/** Writes a value into a row. Text that is too long is cut after its last whole character. */
export function write<S extends Space>(space: S, batch: Batch<S>, value: Sample<S>, row = 0): void {
  if (space.type === "parts") {
    for (const [name, field] of Object.entries(space.fields))
      write(
        field,
        (batch as { [name: string]: Batch<Space> })[name],
        (value as { [name: string]: Sample<Space> })[name],
        row,
      );
    return;
  }
  const target = rowsOf(space, batch as Batch<typeof space>, row) as AnyArray;
  if (space.type === "choice") target[0] = value as number;
  else if (space.type === "text") {
    const { written } = new TextEncoder().encodeInto(value as string, scratch(space.maxLength));
    target.fill(0);
    target.set(scratch(space.maxLength).subarray(0, written));
  } else target.set(value as AnyArray);
}

/** `encodeInto` refuses shared memory, so text passes through here. */
let scratchBytes = new Uint8Array(0);
function scratch(length: number): Uint8Array<ArrayBuffer> {
  if (scratchBytes.length < length) scratchBytes = new Uint8Array(length);
  return scratchBytes.subarray(0, length);
}
