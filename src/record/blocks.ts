import { sha256 } from "#platform";
import { align } from "../core/pack.ts";

/**
 * A file of blocks that is only appended to: a mark; blocks, each with its length, a digest of its number and content, and
 * the content; at the end a trailer that says where the last block begins. Whole blocks can be read while others are still
 * being written, or were cut or altered.
 */
const mark = "rgym-blk";
const endMark = "rgym-end";
export const markSize = 8;
export const trailerSize = 16;
/** The last block's number, so that it can be read without the others. */
export const endNumber = 2 ** 32 - 1;
const headSize = 16; // length as u32, the digest's first 12 bytes

export const marked = (): Uint8Array<ArrayBuffer> => new TextEncoder().encode(mark);

export const isBlocked = (bytes: Uint8Array): boolean => new TextDecoder().decode(bytes.subarray(0, markSize)) === mark;

/** A block's bytes; the content's length is a multiple of 8, as packed ones are. */
export function blockOf(number: number, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(headSize + align(content.length));
  new DataView(bytes.buffer).setUint32(0, content.length, true);
  bytes.set(digestOf(number, content), 4);
  bytes.set(content, headSize);
  return bytes;
}

/** @param last where the last block begins */
export function trailerOf(last: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(trailerSize);
  new DataView(bytes.buffer).setFloat64(0, last, true);
  bytes.set(new TextEncoder().encode(endMark), 8);
  return bytes;
}

/** Where the last block begins, from a file's last 16 bytes; nothing where they are no trailer. */
export function lastBlockAt(trailer: Uint8Array): number | undefined {
  if (trailer.length !== trailerSize || new TextDecoder().decode(trailer.subarray(8)) !== endMark) return undefined;
  const at = new DataView(trailer.buffer, trailer.byteOffset).getFloat64(0, true);
  return Number.isSafeInteger(at) && at >= markSize ? at : undefined;
}

/** A block's content, as a view; nothing where it is not whole. `after` is where the next one begins. */
export function readBlock(
  bytes: Uint8Array,
  at: number,
  number: number,
): { readonly content: Uint8Array; readonly after: number } | undefined {
  if (!Number.isSafeInteger(at) || at < 0 || at + headSize > bytes.length) return undefined;
  const length = new DataView(bytes.buffer, bytes.byteOffset + at).getUint32(0, true);
  const start = at + headSize;
  if (start + length > bytes.length) return undefined;
  const content = bytes.subarray(start, start + length);
  const written = bytes.subarray(at + 4, start);
  if (digestOf(number, content).some((byte, i) => byte !== written[i])) return undefined;
  return { content, after: start + align(length) };
}

function digestOf(number: number, content: Uint8Array): Uint8Array {
  const numbered = new Uint8Array(4);
  new DataView(numbered.buffer).setUint32(0, number, true);
  return sha256([numbered, content]).subarray(0, headSize - 4);
}
