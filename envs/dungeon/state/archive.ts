/**
 * Levels that the hero has left, one after another in one array that grows with the dungeon: only what is used of a level
 * is kept. A record begins with the place of its level and its own length, as int32.
 */
export interface Archive {
  readonly bytes: Uint8Array;
  /** Bytes in use. */
  readonly used: number;
  /** Where the record of a place begins; -1 where there is none. */
  find(place: number): number;
  /** Replaces or adds the record of a place. */
  put(place: number, record: Uint8Array): void;
  /** The content of the record that begins somewhere; belongs to the archive, until the next call of `put`. */
  read(at: number): Uint8Array;
  clear(): void;
  restore(bytes: Uint8Array): void;
}

const head = 8;
const reserved = 1 << 16; // bytes, for about six levels

export function createArchive(): Archive {
  let bytes = new Uint8Array(reserved);
  let used = 0;
  const word = (at: number) => bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
  const putWord = (at: number, value: number) => {
    for (let i = 0; i < 4; i++) bytes[at + i] = value >>> (8 * i);
  };
  const reserve = (size: number) => {
    if (size <= bytes.length) return;
    const grown = new Uint8Array(Math.max(size, bytes.length * 2));
    grown.set(bytes.subarray(0, used));
    bytes = grown;
  };
  const find = (place: number) => {
    for (let at = 0; at < used; at += word(at + 4)) if (word(at) === place) return at;
    return -1;
  };
  return {
    get bytes() {
      return bytes;
    },
    get used() {
      return used;
    },
    find,
    put(place, record) {
      const old = find(place);
      if (old >= 0) {
        const end = old + word(old + 4);
        bytes.copyWithin(old, end, used);
        used -= end - old;
      }
      const length = head + record.length;
      reserve(used + length);
      putWord(used, place);
      putWord(used + 4, length);
      bytes.set(record, used + head);
      used += length;
    },
    read: (at) => bytes.subarray(at + head, at + word(at + 4)),
    clear() {
      used = 0;
    },
    restore(saved) {
      used = 0;
      reserve(saved.length);
      bytes.set(saved);
      used = saved.length;
    },
  };
}
