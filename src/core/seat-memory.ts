import { fail } from "./errors.ts";

/**
 * A reward's memory of each seat's current episode, such as "already paid". It belongs to the seat's world: it is saved,
 * loaded, branched and reset together with it.
 */
export interface SeatMemory {
  saveSeat(seat: number): Uint8Array;
  /** Without bytes the seat begins an episode, with nothing remembered. */
  loadSeat(seat: number, bytes?: Uint8Array): void;
}

type MemoryArray = Float64Array | Float32Array | Int32Array | Uint8Array;

/**
 * The `saveSeat` and `loadSeat` of a reward or transform that keeps a few numbers a seat: spread it in. Each array holds
 * an equal share for every seat, in the order of the seats. Nothing remembered means zeros.
 */
export function seatMemory(seats: number, ...arrays: readonly MemoryArray[]): SeatMemory {
  const parts = arrays.map(({ buffer, byteOffset, byteLength }) => ({
    bytes: new Uint8Array(buffer, byteOffset, byteLength),
    size: byteLength / seats,
  }));
  const length = parts.reduce((sum, { size }) => sum + size, 0);
  return {
    saveSeat(seat) {
      const saved = new Uint8Array(length);
      let offset = 0;
      for (const { bytes, size } of parts) {
        saved.set(bytes.subarray(seat * size, (seat + 1) * size), offset);
        offset += size;
      }
      return saved;
    },
    loadSeat(seat, saved) {
      if (saved && saved.length !== length)
        fail("file/corrupt", { given: `a seat's memory of ${saved.length} bytes`, expected: `${length}` });
      let offset = 0;
      for (const { bytes, size } of parts) {
        const place = bytes.subarray(seat * size, (seat + 1) * size);
        if (saved) place.set(saved.subarray(offset, offset + size));
        else place.fill(0);
        offset += size;
      }
    },
  };
}
