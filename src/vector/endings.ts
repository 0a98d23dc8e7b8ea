import {
  type Batch,
  batchOf,
  type Endings,
  type Learner,
  type Notes,
  rowsOf,
  type Space,
  type VectorEnv,
} from "../core/index.ts";
import { observedRows } from "./leaf-rows.ts";
import { copyRow, rowsInBatch } from "./rows.ts";

/** Collects the ends of episodes in a rollout, with the last observations. */
export interface EndingsCollector {
  /** Discards those of the last rollout. */
  clear(): void;
  /**
   * Adds the rows that ended in a step, of those that the rollout is about. A broken row's episode ends with what was
   * observed before it.
   * @param present `[seats]`
   * @param memory `[seats, stateSize]`: the policy's, as its last decision left it
   */
  add(step: number, memory: Float32Array, present: Uint8Array): void;
  /** All of them, with the policy's notes about the truncated ones. Valid until `clear`. */
  done(look: Learner["look"]): Promise<Endings>;
}

/** @param seen the rollout's observations, laid out as `observedRows` says */
export function endingsOf(
  vector: VectorEnv,
  seen: Batch<Space>,
  { steps, stateSize, noteSizes }: { steps: number; stateSize: number; noteSizes: { readonly [name: string]: number } },
): EndingsCollector {
  const { env, rows: seats, truncated, broken, endedRows } = vector;
  const rows = steps * seats;
  const first = rows + seats; // where they lie among the observations
  const final = rowsInBatch(vector.finalObservations, seats);
  const kept = rowsInBatch(seen, observedRows(rows, seats));
  const places = new Int32Array(rows); // rows of the rollout
  const isCut = new Uint8Array(rows);
  const memories = new Float32Array(rows * stateSize);
  let count = 0;

  /** Notes about the truncated rows only: nothing follows the others, and a network is not asked in vain. */
  async function notesOf(look: NonNullable<Learner["look"]>): Promise<Notes> {
    const cut: number[] = [];
    for (let i = 0; i < count; i++) if (isCut[i]) cut.push(i);
    const notes = emptyNotes(noteSizes, count);
    if (cut.length === 0) return notes;
    const observations = batchOf(env.observation, cut.length);
    const parts = rowsInBatch(observations, cut.length);
    const state = new Float32Array(cut.length * stateSize);
    for (const [i, place] of cut.entries()) {
      copyRow(kept, first + place, parts, i);
      state.set(memories.subarray(place * stateSize, (place + 1) * stateSize), i * stateSize);
    }
    const looked = await look({
      rows: cut.length,
      observations,
      masks: new Uint8Array(cut.length * env.maskSize).fill(1), // a world that restarted no longer says which were legal
      starts: new Uint8Array(cut.length),
      state,
    });
    for (const [name, values] of Object.entries(looked)) {
      const size = noteSizes[name];
      for (const [i, place] of cut.entries()) notes[name].set(values.subarray(i * size, (i + 1) * size), place * size);
    }
    return notes;
  }

  return {
    clear() {
      count = 0;
    },
    add(step, memory, present) {
      for (let i = 0; i < vector.ended; i++) {
        const row = endedRows[i];
        if (present[row] === 0) continue;
        if (broken[row]) copyRow(kept, step * seats + row, kept, first + count);
        else copyRow(final, row, kept, first + count);
        for (let k = 0; k < stateSize; k++) memories[count * stateSize + k] = memory[row * stateSize + k];
        isCut[count] = truncated[row];
        places[count++] = step * seats + row;
      }
    },
    async done(look) {
      return {
        rows: places.subarray(0, count),
        observations: rowsOf(env.observation, seen, first, first + count),
        notes: look ? await notesOf(look) : emptyNotes(noteSizes, count),
      };
    },
  };
}

export const emptyNotes = (sizes: { readonly [name: string]: number }, rows: number): Notes =>
  Object.fromEntries(Object.entries(sizes).map(([name, size]) => [name, new Float32Array(rows * size)]));
