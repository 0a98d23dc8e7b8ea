import { type ArrayPlace, arrayKinds, isWhole, packedArrays } from "../core/index.ts";

/**
 * Rearranges the arrays of a packed block, in place, so that they compress well, and back. Nothing is lost.
 * Whole numbers become differences from the one before; then all first bytes of an array stand together, all second
 * bytes, and so on, because the high bytes of neighbours are much alike.
 */
export function shuffle(block: Uint8Array<ArrayBuffer>): void {
  for (const place of packedArrays(block)) {
    if (isDifferenced(place)) difference(block, place);
    regroup(block, place, true);
  }
}

/** Undoes `shuffle`. @throws `file/corrupt` */
export function unshuffle(block: Uint8Array<ArrayBuffer>, what: string): void {
  for (const place of packedArrays(block, what)) {
    regroup(block, place, false);
    if (isDifferenced(place)) accumulate(block, place);
  }
}

const isDifferenced = ({ dtype }: ArrayPlace) => isWhole(dtype) && dtype !== "uint8";

function regroup(block: Uint8Array, { dtype, offset, count }: ArrayPlace, isForward: boolean): void {
  const width = arrayKinds[dtype].BYTES_PER_ELEMENT;
  if (width === 1) return;
  const to = block.subarray(offset, offset + count * width);
  const from = to.slice();
  const [rows, columns] = isForward ? [count, width] : [width, count];
  for (let column = 0, at = 0; column < columns; column++)
    for (let row = 0; row < rows; row++) to[at++] = from[row * columns + column];
}

/** Differences modulo the type's range, signs in the lowest bit: small ones of either sign have zeros above. */
function difference(block: Uint8Array<ArrayBuffer>, { dtype, offset, count }: ArrayPlace): void {
  const numbers = new arrayKinds[dtype](block.buffer, block.byteOffset + offset, count);
  const bits = 8 * numbers.BYTES_PER_ELEMENT;
  for (let i = count - 1; i >= 0; i--) {
    const value = ((numbers[i] - (i > 0 ? numbers[i - 1] : 0)) << (32 - bits)) >> (32 - bits);
    numbers[i] = (value << 1) ^ (value >> (bits - 1));
  }
}

function accumulate(block: Uint8Array<ArrayBuffer>, { dtype, offset, count }: ArrayPlace): void {
  const numbers = new arrayKinds[dtype](block.buffer, block.byteOffset + offset, count);
  const mask = numbers.BYTES_PER_ELEMENT === 4 ? -1 : 0xffff;
  for (let i = 0; i < count; i++) {
    const value = numbers[i] & mask;
    numbers[i] = (i > 0 ? numbers[i - 1] : 0) + ((value >>> 1) ^ -(value & 1));
  }
}
