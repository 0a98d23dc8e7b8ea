import { arrayKinds, type Dtype } from "./dtype.ts";
import { fail } from "./errors.ts";
import { align, arrayKey, lengthSize, type Packable, type PackedArray } from "./pack.ts";

const deepest = 64;
const decoder = new TextDecoder("utf-8", { fatal: true });

export interface UnpackOptions {
  /** Whether arrays may be views into the block instead of copies that the caller owns. */
  readonly views?: boolean;
}

interface Header {
  readonly value: unknown;
  readonly arrays: readonly (readonly [Dtype, number])[];
}

type Refuse = (given: string) => never;

const refusing =
  (what: string): Refuse =>
  (given) =>
    fail("file/corrupt", { given: `${what}: ${given}`, expected: "a whole block as written" });

/**
 * The value that was packed.
 * @param what names the bytes in the error
 * @throws `file/corrupt` where the bytes are not whole or lie about their lengths
 */
export function unpack(block: Uint8Array, what = "packed bytes", { views = false }: UnpackOptions = {}): Packable {
  const wrong = refusing(what);
  const length = headerLength(block, wrong);
  return whole(block, length, headerOf(block, length, wrong), wrong, views);
}

function whole(block: Uint8Array, length: number, header: Header, wrong: Refuse, views: boolean): Packable {
  const isAligned = block.byteOffset % 8 === 0;
  const arrays = placesIn(block, length, header, wrong).map(({ dtype, offset, count }): PackedArray => {
    const Kind = arrayKinds[dtype];
    const start = block.byteOffset + offset;
    return views && isAligned
      ? new Kind(block.buffer, start, count)
      : new Kind(block.buffer.slice(start, start + count * Kind.BYTES_PER_ELEMENT));
  });
  return restored(header.value, arrays, wrong) as Packable;
}

/** Where an array lies in a block: its first byte, and its number of elements. */
export interface ArrayPlace {
  readonly dtype: Dtype;
  readonly offset: number;
  readonly count: number;
}

/** Where the arrays of a block lie. @throws `file/corrupt` */
export function packedArrays(block: Uint8Array, what = "packed bytes"): readonly ArrayPlace[] {
  const wrong = refusing(what);
  const length = headerLength(block, wrong);
  return placesIn(block, length, headerOf(block, length, wrong), wrong);
}

function placesIn(block: Uint8Array, length: number, header: Header, wrong: Refuse): ArrayPlace[] {
  let offset = align(lengthSize + length);
  return header.arrays.map((entry) => {
    const [kind, count] = Array.isArray(entry) ? entry : [];
    if (!Object.hasOwn(arrayKinds, kind as string) || !Number.isSafeInteger(count) || (count as number) < 0)
      return wrong("an array of unknown kind");
    const dtype = kind as Dtype;
    const size = (count as number) * arrayKinds[dtype].BYTES_PER_ELEMENT;
    if (offset + size > block.length) return wrong(`an array of ${size} bytes at ${offset} of ${block.length}`);
    const place = { dtype, offset, count: count as number };
    offset += align(size);
    return place;
  });
}

/** A block whose header has been read. */
export interface Peeked {
  /** What it says besides its arrays: enough to see whom it is for. */
  readonly value: unknown;
  /** All that it says. Puts the arrays into `value`, so it can be called once. @throws `file/corrupt` */
  unpack(options?: UnpackOptions): Packable;
}

/** Reads a block's header only, which takes as long as it is, however large the arrays. @throws `file/corrupt` */
export function peekPacked(block: Uint8Array, longest: number, what = "packed bytes"): Peeked {
  const wrong = refusing(what);
  const { length } = headerBytes(block, longest, what);
  const header = headerOf(block, length, wrong);
  return { value: header.value, unpack: ({ views = false } = {}) => whole(block, length, header, wrong, views) };
}

/** A block's header as it stands there, to look at before it is parsed. @throws `file/corrupt` */
export function headerBytes(block: Uint8Array, longest: number, what = "packed bytes"): Uint8Array {
  const wrong = refusing(what);
  const length = headerLength(block, wrong);
  if (length > longest) wrong(`a header of ${length} bytes, where ${longest} are allowed`);
  if (lengthSize + length > block.length) wrong(`a header of ${length} bytes in ${block.length}`);
  return block.subarray(lengthSize, lengthSize + length);
}

function headerLength(block: Uint8Array, wrong: Refuse): number {
  if (block.length < lengthSize) wrong(`${block.length} bytes`);
  return new DataView(block.buffer, block.byteOffset).getUint32(0, true);
}

function headerOf(block: Uint8Array, length: number, wrong: Refuse): Header {
  if (lengthSize + length > block.length) wrong(`a header of ${length} bytes in ${block.length}`);
  const bytes = block.subarray(lengthSize, lengthSize + length);
  let header: Header;
  try {
    header = JSON.parse(decoder.decode(bytes.buffer instanceof ArrayBuffer ? bytes : bytes.slice())); // not from shared memory
  } catch {
    return wrong("a header that is not JSON");
  }
  if (typeof header !== "object" || header === null || !("value" in header) || !Array.isArray(header.arrays))
    return wrong("a header of another form");
  return header;
}

/** Puts arrays where they stood; the value was parsed here and is changed in place. */
function restored(value: unknown, arrays: readonly PackedArray[], wrong: Refuse, depth = 0): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (depth > deepest) return wrong("a header nested without end");
  const record = value as { [key: string]: unknown };
  if (Object.hasOwn(record, arrayKey)) {
    const index = record[arrayKey];
    return (Number.isInteger(index) && arrays[index as number]) || wrong("an array that is not there");
  }
  for (const key of Object.keys(record)) {
    const item = record[key];
    if (typeof item === "object" && item !== null) setOwn(record, key, restored(item, arrays, wrong, depth + 1));
  }
  return record;
}

/** Also where the key is `__proto__`, which JSON may hold and an assignment would misunderstand. */
function setOwn(record: { [key: string]: unknown }, key: string, value: unknown): void {
  if (key === "__proto__")
    Object.defineProperty(record, key, { value, enumerable: true, writable: true, configurable: true });
  else record[key] = value;
}
