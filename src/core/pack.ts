import { type ArrayOf, arrayKinds, type Dtype } from "./dtype.ts";
import { assert } from "./errors.ts";

/** What can be packed: JSON with typed arrays anywhere in it. Outside arrays -0 becomes 0. */
export type Packable =
  | null
  | boolean
  | number
  | string
  | PackedArray
  | readonly Packable[]
  | { readonly [key: string]: Packable | undefined };
export type PackedArray = ArrayOf[Dtype];

/** Where arrays begin: at multiples of 8. */
export const align = (bytes: number): number => Math.ceil(bytes / 8) * 8;
/** The header's length comes first, as little-endian u32 [bytes]. */
export const lengthSize = 4;
/** `{ "$array": 2 }` stands for the third array. */
export const arrayKey = "$array";

const kinds = new Map(Object.entries(arrayKinds).map(([kind, { prototype }]) => [prototype.constructor, kind]));
const kindOf = (array: PackedArray): string =>
  kinds.get(array.constructor) ?? array[Symbol.toStringTag].replace("Array", "").toLowerCase();

const plain = /^[\w-]*$/;
/** A key as JSON; most are names. */
const quoted = (key: string): string => (plain.test(key) ? `"${key}"` : JSON.stringify(key));

const encoder = new TextEncoder();

/**
 * One block of bytes: little-endian u32 header length, JSON header, padding to 8, then the arrays, each padded to 8.
 * The layout of everything binary: checkpoints, episodes, saved worlds, frames on the wire.
 */
export function pack(value: Packable): Uint8Array<ArrayBuffer> {
  const arrays: PackedArray[] = [];
  const text = jsonOf(value, arrays);
  let listed = "";
  for (const array of arrays) listed += `${listed && ","}["${kindOf(array)}",${array.length}]`;
  const json = `{"value":${text ?? null},"arrays":[${listed}]}`;
  let length = json.length; // of the header, if it is ASCII
  let bytes = room(length, arrays);
  const { read } = encoder.encodeInto(json, bytes.subarray(lengthSize, lengthSize + length));
  if (read < json.length) {
    const header = encoder.encode(json);
    length = header.length;
    bytes = room(length, arrays);
    bytes.set(header, lengthSize);
  }
  new DataView(bytes.buffer).setUint32(0, length, true);
  copyAll(arrays, bytes, align(lengthSize + length));
  return bytes;
}

/** Copies arrays to multiples of 8, through one view a type: to make a view takes longer than to copy a small array. */
function copyAll(arrays: readonly PackedArray[], bytes: Uint8Array<ArrayBuffer>, start: number): void {
  const views = new Map<string, PackedArray>();
  let offset = start;
  for (const array of arrays) {
    const kind = kindOf(array);
    let view = views.get(kind);
    if (view === undefined) {
      const { [kind as Dtype]: Kind } = arrayKinds;
      assert(Kind, `arrays of ${kind} can be packed`);
      view = new Kind(bytes.buffer);
      views.set(kind, view);
    }
    view.set(array, offset / view.BYTES_PER_ELEMENT);
    offset += align(array.byteLength);
  }
}

function room(header: number, arrays: readonly PackedArray[]): Uint8Array<ArrayBuffer> {
  let length = align(lengthSize + header);
  for (const array of arrays) length += align(array.byteLength);
  return new Uint8Array(length);
}

/** What `JSON.stringify` would say, with arrays put aside; one pass instead of two. */
function jsonOf(value: Packable | undefined, arrays: PackedArray[]): string | undefined {
  if (typeof value === "number") {
    assert(Number.isFinite(value), "packed numbers are finite; put others into arrays");
    return String(value);
  }
  if (typeof value === "string") return JSON.stringify(value);
  if (value === undefined) return undefined;
  if (typeof value === "boolean" || value === null) return String(value);
  assert(typeof value === "object", `a ${typeof value} is not packed`);
  if (ArrayBuffer.isView(value)) return `{"${arrayKey}":${arrays.push(value as PackedArray) - 1}}`;
  if (Array.isArray(value)) return `[${value.map((item) => jsonOf(item, arrays) ?? "null").join(",")}]`;
  const record = value as { readonly [key: string]: Packable | undefined };
  let text = "";
  for (const key of Object.keys(record)) {
    assert(key !== arrayKey, `packed records have no key ${arrayKey}`);
    const told = jsonOf(record[key], arrays);
    if (told !== undefined) text += `${text && ","}${quoted(key)}:${told}`;
  }
  return `{${text}}`;
}
