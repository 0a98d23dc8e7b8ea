import { type ArrayPlace, arrayKinds, isWhole, packedArrays } from "../core/index.ts";

/**
 * Rearranges the arrays of a packed block, in place, so that they compress well, and back. Nothing is lost.
 * Whole numbers become differences from the one before; then all first bytes of neighbouring arrays of a type stand together,
 * all second bytes, and so on, because the high bytes of neighbours are much alike, and those of columns, too.
 */
export function shuffle(block: Uint8Array<ArrayBuffer>): void {
  const places = packedArrays(block);
  for (const place of places) if (isDifferenced(place)) difference(block, place);
  for (const run of runsOf(places)) regroup(block, run, true);
}

/**
 * Undoes `shuffle`.
 * @param single whether every array was rearranged for itself, as older versions did
 * @throws `file/corrupt`
 */
export function unshuffle(block: Uint8Array<ArrayBuffer>, what: string, single = false): void {
  const places = packedArrays(block, what);
  for (const run of single ? places.map((place) => [place]) : runsOf(places)) regroup(block, run, false);
  for (const place of places) if (isDifferenced(place)) accumulate(block, place);
}

const isDifferenced = ({ dtype }: ArrayPlace) => isWhole(dtype) && dtype !== "uint8";

/** Neighbouring arrays of one type. */
function runsOf(places: readonly ArrayPlace[]): ArrayPlace[][] {
  const runs: ArrayPlace[][] = [];
  for (const place of places) {
    const last = runs.at(-1);
    if (last?.[0].dtype === place.dtype) last.push(place);
    else runs.push([place]);
  }
  return runs;
}

function regroup(block: Uint8Array, run: readonly ArrayPlace[], isForward: boolean): void {
  const width = arrayKinds[run[0].dtype].BYTES_PER_ELEMENT;
  if (width === 1) return;
  const pieces = run.map(({ offset, count }) => block.subarray(offset, offset + count * width));
  const from = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const piece of pieces) {
    from.set(piece, end);
    end += piece.length;
  }
  const count = end / width;
  const to = new Uint8Array(end);
  const [rows, columns] = isForward ? [count, width] : [width, count];
  for (let column = 0, at = 0; column < columns; column++)
    for (let row = 0; row < rows; row++) to[at++] = from[row * columns + column];
  let start = 0;
  for (const piece of pieces) {
    piece.set(to.subarray(start, start + piece.length));
    start += piece.length;
  }
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
