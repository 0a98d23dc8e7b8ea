import { arraysOf, batchOf, type Endings, type Learner, type Notes, rowsOf, type VectorEnv } from "../core/index.ts";
import { copyRow, rowsIn } from "./rows.ts";

/** Collects where episodes end in a rollout, and what was observed there last. */
export interface EndingsCollector {
  /** Forgets the last rollout's. */
  clear(): void;
  /**
   * Adds the rows that ended in the last step, of those that the rollout is about.
   * @param start the rollout's row of seat 0
   * @param present `[seats]`
   * @param memory `[seats, stateSize]`: the policy's, as its last decision left it
   */
  add(start: number, memory: Float32Array, present: Uint8Array): void;
  /** All of them, with what the policy notes about the truncated ones. Valid until `clear`. */
  done(look: Learner["look"]): Promise<Endings>;
}

export function endingsOf(
  vector: VectorEnv,
  stateSize: number,
  noteSizes: { readonly [name: string]: number },
): EndingsCollector {
  const { env, rows: seats, truncated, endedRows } = vector;
  const final = arraysOf(vector.finalObservations).map((array) => rowsIn(array, seats));
  let store = roomFor(seats);
  let count = 0;

  function roomFor(rows: number) {
    const observations = batchOf(env.observation, rows);
    return {
      size: rows,
      observations,
      parts: arraysOf(observations).map((array) => rowsIn(array, rows)),
      memory: new Float32Array(rows * stateSize),
      rows: new Int32Array(rows), // of the rollout
      truncated: new Uint8Array(rows),
    };
  }

  function grow(): void {
    const larger = roomFor(2 * store.size);
    for (const [i, { words }] of store.parts.entries()) larger.parts[i].words.set(words);
    larger.memory.set(store.memory);
    larger.rows.set(store.rows);
    larger.truncated.set(store.truncated);
    store = larger;
  }

  /** Notes about the truncated rows only: nothing follows the others, and a network is not asked in vain. */
  async function notesOf(look: NonNullable<Learner["look"]>): Promise<Notes> {
    const places: number[] = [];
    for (let i = 0; i < count; i++) if (store.truncated[i]) places.push(i);
    const notes = emptyNotes(noteSizes, count);
    if (places.length === 0) return notes;
    const observations = batchOf(env.observation, places.length);
    const parts = arraysOf(observations).map((array) => rowsIn(array, places.length));
    const state = new Float32Array(places.length * stateSize);
    for (const [i, place] of places.entries()) {
      copyRow(store.parts, place, parts, i);
      state.set(store.memory.subarray(place * stateSize, (place + 1) * stateSize), i * stateSize);
    }
    const looked = await look({
      rows: places.length,
      observations,
      masks: new Uint8Array(places.length * env.maskSize).fill(1), // a world that restarted no longer says which were legal
      starts: new Uint8Array(places.length),
      state,
    });
    for (const [name, values] of Object.entries(looked)) {
      const size = noteSizes[name];
      for (const [i, place] of places.entries())
        notes[name].set(values.subarray(i * size, (i + 1) * size), place * size);
    }
    return notes;
  }

  return {
    clear() {
      count = 0;
    },
    add(start, memory, present) {
      for (let i = 0; i < vector.ended; i++) {
        const row = endedRows[i];
        if (present[row] === 0) continue;
        if (count === store.size) grow();
        copyRow(final, row, store.parts, count);
        for (let k = 0; k < stateSize; k++) store.memory[count * stateSize + k] = memory[row * stateSize + k];
        store.truncated[count] = truncated[row];
        store.rows[count++] = start + row;
      }
    },
    async done(look) {
      return {
        rows: store.rows.subarray(0, count),
        observations: rowsOf(env.observation, store.observations, 0, count),
        notes: look ? await notesOf(look) : emptyNotes(noteSizes, count),
      };
    },
  };
}

export const emptyNotes = (sizes: { readonly [name: string]: number }, rows: number): Notes =>
  Object.fromEntries(Object.entries(sizes).map(([name, size]) => [name, new Float32Array(rows * size)]));
