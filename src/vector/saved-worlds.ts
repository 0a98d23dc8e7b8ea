import { assert, type Rng, type World } from "../core/index.ts";
import type { VectorMemory } from "./memory.ts";
import { copyRow, type Rows, rowsIn, shownRows } from "./rows.ts";

/** The last saved state of each world of a range, from which a world or its worker is rebuilt after a fault. */
export interface SavedWorlds {
  has(world: number): boolean;
  keep(world: number, live: World, generator: Rng): void;
  /** Brings the world, its generator and the columns of its rows back to what they were. */
  restore(world: number, live: World, generator: Rng): void;
}

/**
 * Records of equal size, two a world, which are written in turns so that one is always whole. A record is, each part
 * starting at a multiple of 8 bytes: length of the state, generator, what the world shows, masks, elapsed steps, who is
 * present where there are several seats, the start of the episode where there are groups, state.
 */
export interface RecordStore {
  readonly bytes: Uint8Array;
  /** Bytes in a record for the result of `World.save`. */
  readonly capacity: number;
}

export const emptyStore: RecordStore = { bytes: new Uint8Array(0), capacity: -1 };

const align = (bytes: number) => Math.ceil(bytes / 8) * 8;

/**
 * @param store what an earlier owner of the range left
 * @param enlarge allocates the memory of a larger store, and announces it
 */
export function savedWorlds(
  memory: VectorMemory,
  [from, to]: readonly [number, number],
  store: RecordStore,
  enlarge: (bytes: number, capacity: number) => RecordStore,
): SavedWorlds {
  const latest = memory.saved;
  const worlds = latest.length;
  const shown = [
    ...shownRows(memory.observations, memory.featureBlock, Object.keys(memory.features).length, worlds),
    rowsIn(memory.masks, worlds),
    rowsIn(memory.elapsed, worlds),
    ...(memory.present.length > worlds ? [rowsIn(memory.present, worlds)] : []),
    ...(memory.starts.length > 0 ? [rowsIn(memory.starts, worlds)] : []),
  ];
  const generatorAt = 8; // bytes
  const offsets = [generatorAt + 4 * 8]; // bytes; the last is where the state begins
  for (const { words, pieces, size } of shown)
    offsets.push(offsets.at(-1)! + align(pieces * size * words.BYTES_PER_ELEMENT));
  const stateAt = offsets.at(-1)!;
  let { bytes, capacity } = store;
  let record = stateAt + capacity; // bytes
  let lengths: Int32Array = new Int32Array(0);
  let numbers: Float64Array = new Float64Array(0);
  let past: readonly Rows[] = [];
  view();

  function view(): void {
    if (bytes.length === 0) return;
    const { buffer } = bytes;
    record = stateAt + capacity;
    lengths = new Int32Array(buffer);
    numbers = new Float64Array(buffer);
    past = shown.map(({ words, pieces, size }, i) => {
      const width = words.BYTES_PER_ELEMENT;
      const like = width === 4 ? lengths : bytes;
      return { words: like, pieces, size, between: size, stride: record / width, offset: offsets[i] / width };
    });
  }

  function grow(length: number): void {
    const [before, size] = [bytes, record];
    ({ bytes, capacity } = enlarge(2 * (to - from) * (stateAt + length), length));
    view();
    for (let i = 0; i * size < before.length; i++) bytes.set(before.subarray(i * size, (i + 1) * size), i * record);
  }

  return {
    has: (world) => latest[world] > 0,
    keep(world, live, generator) {
      const state = live.save();
      if (state.length > capacity) grow(align(Math.max(state.length, 2 * capacity)));
      const turn = latest[world] === 1 ? 1 : 0;
      const at = 2 * (world - from) + turn;
      lengths[(at * record) / 4] = state.length;
      const drawn = generator.save();
      for (let i = 0; i < drawn.length; i++) numbers[(at * record + generatorAt) / 8 + i] = drawn[i];
      copyRow(shown, world, past, at);
      bytes.set(state, at * record + stateAt);
      Atomics.store(latest, world, turn + 1);
    },
    restore(world, live, generator) {
      assert(latest[world] > 0, "a world is saved before it is restored");
      const at = 2 * (world - from) + latest[world] - 1;
      const [numbersAt, start] = [(at * record + generatorAt) / 8, at * record + stateAt];
      live.load(bytes.slice(start, start + lengths[(at * record) / 4]), generator);
      generator.load(numbers.slice(numbersAt, numbersAt + 4));
      copyRow(past, at, shown, world);
    },
  };
}
