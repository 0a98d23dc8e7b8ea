import { arraysOf, mapFields, rowsOf } from "./batch.ts";
import type { ArrayOf, Dtype } from "./dtype.ts";
import { fail } from "./errors.ts";
import type { Batch, List, Sample, Space } from "./space.ts";

type AnyArray = ArrayOf[Dtype];
/** Batches and samples of spaces that are made of others. */
type Fields = { readonly [name: string]: Batch<Space> };
type Values = { readonly [name: string]: Sample<Space> };
type ListRows = { readonly length: Int32Array; readonly rows: Batch<Space> };

/**
 * How many rows of a list are used.
 * @throws `space/length`
 */
export function lengthOf({ most }: List, { length }: { readonly length: Int32Array }, row = 0): number {
  const rows = length[row];
  if (!(rows >= 0 && rows <= most)) failLength(rows, most);
  return rows;
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

/** `encodeInto` refuses shared memory, so text passes through here. */
let scratchBytes = new Uint8Array(0);
function scratch(length: number): Uint8Array<ArrayBuffer> {
  if (scratchBytes.length < length) scratchBytes = new Uint8Array(length);
  return scratchBytes.subarray(0, length);
}
