import { assert, fail } from "./errors.ts";
import { type ArrayOf, arrayKinds, type Dtype } from "./space.ts";

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

const kindOf = (array: PackedArray): Dtype => array[Symbol.toStringTag].replace("Array", "").toLowerCase() as Dtype;

const align = (bytes: number) => Math.ceil(bytes / 8) * 8;
const headerSize = 4;
const arrayKey = "$array";
const deepest = 64;

/**
 * One block of bytes: little-endian u32 header length, JSON header, padding to 8, then the arrays, each padded to 8.
 * The layout of everything binary: checkpoints, episodes, saved worlds, frames on the wire.
 */
export function pack(value: Packable): Uint8Array<ArrayBuffer> {
  const arrays: PackedArray[] = [];
  const json = JSON.stringify({
    value: strip(value, arrays),
    arrays: arrays.map((array) => [kindOf(array), array.length]),
  });
  const header = new TextEncoder().encode(json);
  let length = align(headerSize + header.length);
  for (const array of arrays) length += align(array.byteLength);
  const bytes = new Uint8Array(length);
  new DataView(bytes.buffer).setUint32(0, header.length, true);
  bytes.set(header, headerSize);
  let offset = align(headerSize + header.length);
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), offset);
    offset += align(array.byteLength);
  }
  return bytes;
}

function strip(value: Packable | undefined, arrays: PackedArray[]): unknown {
  if (typeof value === "number") assert(Number.isFinite(value), "packed numbers are finite; put others into arrays");
  if (typeof value !== "object" || value === null) return value;
  assert(!Object.hasOwn(value, arrayKey), `packed records have no key ${arrayKey}`);
  if (ArrayBuffer.isView(value)) return { [arrayKey]: arrays.push(value as PackedArray) - 1 };
  if (Array.isArray(value)) return value.map((item) => strip(item, arrays));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, strip(item, arrays)]));
}

interface Header {
  readonly value: unknown;
  readonly arrays: readonly (readonly [Dtype, number])[];
}

/**
 * The value that was packed; its arrays are copies that the caller owns.
 * @param what names the bytes in the error
 * @throws `file/corrupt` where the bytes are not whole or lie about their lengths
 */
export function unpack(block: Uint8Array, what = "packed bytes"): Packable {
  const bytes = new Uint8Array(block.buffer, block.byteOffset, block.length); // a Buffer's slice would be no copy
  const wrong = (given: string): never =>
    fail("file/corrupt", { given: `${what}: ${given}`, expected: "a whole block as written" });
  if (bytes.length < headerSize) wrong(`${bytes.length} bytes`);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const header = headerOf(bytes, length, wrong);
  let offset = align(headerSize + length);
  const arrays = header.arrays.map((entry): PackedArray => {
    const [kind, count] = Array.isArray(entry) ? entry : [];
    if (!Object.hasOwn(arrayKinds, kind as string) || !Number.isSafeInteger(count) || (count as number) < 0)
      return wrong("an array of unknown kind");
    const size = (count as number) * arrayKinds[kind as Dtype].BYTES_PER_ELEMENT;
    if (offset + size > bytes.length) return wrong(`an array of ${size} bytes at ${offset} of ${bytes.length}`);
    const array = new arrayKinds[kind as Dtype](bytes.slice(offset, offset + size).buffer);
    offset += align(size);
    return array;
  });
  return restore(header.value, arrays, wrong);
}

function headerOf(bytes: Uint8Array, length: number, wrong: (given: string) => never): Header {
  if (headerSize + length > bytes.length) wrong(`a header of ${length} bytes in ${bytes.length}`);
  let header: Header;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes.slice(headerSize, headerSize + length)));
  } catch {
    return wrong("a header that is not JSON");
  }
  if (typeof header !== "object" || header === null || !("value" in header) || !Array.isArray(header.arrays))
    return wrong("a header of another form");
  return header;
}

function restore(value: unknown, arrays: PackedArray[], wrong: (given: string) => never, depth = 0): Packable {
  if (typeof value !== "object" || value === null) return value as Packable;
  if (depth > deepest) return wrong("a header nested without end");
  if (Array.isArray(value)) return value.map((item) => restore(item, arrays, wrong, depth + 1));
  if (Object.hasOwn(value, arrayKey)) {
    const index = (value as { [arrayKey]: unknown })[arrayKey];
    return (Number.isInteger(index) && arrays[index as number]) || wrong("an array that is not there");
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, restore(item, arrays, wrong, depth + 1)]));
}

/** What a block says besides its arrays, unchecked: enough to see whom it is for. @throws `file/corrupt` */
export function peekPacked(bytes: Uint8Array, longest: number, what = "packed bytes"): unknown {
  const wrong = (given: string): never =>
    fail("file/corrupt", { given: `${what}: ${given}`, expected: "a whole block as written" });
  if (bytes.length < headerSize) wrong(`${bytes.length} bytes`);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (length > longest) wrong(`a header of ${length} bytes, where ${longest} are allowed`);
  return headerOf(bytes, length, wrong).value;
}
