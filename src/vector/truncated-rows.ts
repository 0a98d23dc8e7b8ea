import { arraysOf, batchOf, type Learner, rowsOf, type VectorEnv } from "../core/index.ts";
import { copyRow, rowsIn } from "./rows.ts";

/** The final observations of the rows that a rollout truncates, kept until its end and then valued all at once. */
export interface TruncatedRows {
  /** Forgets all rows. */
  clear(): void;
  /**
   * Notes what the last step truncated.
   * @param start the rollout's row of world 0
   * @param memory `[worlds, stateSize]`: the policy's, as its last decision left it
   */
  note(start: number, memory: Float32Array): void;
  /** Writes V of every row noted. */
  value(learner: Pick<Learner, "values">, nextValues: Float32Array): Promise<void>;
}

export function truncatedRows(vector: VectorEnv, stateSize: number): TruncatedRows {
  const { env, worlds, truncated, endedRows } = vector;
  const final = arraysOf(vector.finalObservations).map((array) => rowsIn(array, worlds));
  let store = roomFor(worlds);
  let count = 0;

  function roomFor(rows: number) {
    const observations = batchOf(env.observation, rows);
    return {
      rows,
      observations,
      parts: arraysOf(observations).map((array) => rowsIn(array, rows)),
      memory: new Float32Array(rows * stateSize),
      places: new Int32Array(rows), // rows of the rollout
    };
  }

  function grow(): void {
    const larger = roomFor(2 * store.rows);
    for (const [i, { words }] of store.parts.entries()) larger.parts[i].words.set(words);
    larger.memory.set(store.memory);
    larger.places.set(store.places);
    store = larger;
  }

  return {
    clear() {
      count = 0;
    },
    note(start, memory) {
      for (let i = 0; i < vector.ended; i++) {
        const world = endedRows[i];
        if (!truncated[world]) continue;
        if (count === store.rows) grow();
        copyRow(final, world, store.parts, count);
        for (let k = 0; k < stateSize; k++) store.memory[count * stateSize + k] = memory[world * stateSize + k];
        store.places[count++] = start + world;
      }
    },
    async value(learner, nextValues) {
      if (count === 0) return;
      const values = await learner.values({
        rows: count,
        observations: rowsOf(env.observation, store.observations, 0, count),
        masks: new Uint8Array(count * env.maskSize).fill(1), // a world that restarted no longer says which were legal
        starts: new Uint8Array(count),
        state: store.memory.subarray(0, count * stateSize),
      });
      for (let i = 0; i < count; i++) nextValues[store.places[i]] = values[i];
    },
  };
}
