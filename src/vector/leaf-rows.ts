import {
  allocate,
  arraysOf,
  type Batch,
  leafName,
  leavesOf,
  type PackedArray,
  type RewardRows,
  type Space,
  type VectorEnv,
} from "../core/index.ts";

/**
 * The number of rows for the observations of a rollout: those before every step, those after the last one, and those with
 * which episodes ended, in the order in which they did. Each is stored once, and what followed a step is found by its row.
 */
export const observedRows = (rows: number, seats: number): number => rows + seats + rows;

/** Leaves of observations by name, and which of their rows was observed before and after each step. */
export interface LeafRows extends Pick<RewardRows, "leaves" | "leafRows"> {
  readonly before: Int32Array;
  /** Call before and after each step of the vector. */
  beforeStep(): void;
  /** @param present `[seats]`: 0 in rows that the rollout is not about */
  afterStep(step: number, present: Uint8Array): void;
}

/**
 * @param observations of the whole rollout, laid out as `observedRows` says and written by somebody else. Without them the
 *   rollout has one step, and the leaves are copied here.
 */
export function leafRows(
  vector: VectorEnv,
  names: readonly string[],
  steps: number,
  observations?: Batch<Space>,
): LeafRows {
  const { env, rows: seats, endedRows } = vector;
  const rows = steps * seats;
  const after = Int32Array.from({ length: rows }, (_, row) => row + seats);
  const [now, final] = [arraysOf(vector.observations), arraysOf(vector.finalObservations)];
  const leaves = leavesOf(env.observation).flatMap(({ path, dtype, size }, i) => {
    const name = leafName(path);
    if (!names.includes(name)) return [];
    const kept: PackedArray = observations
      ? arraysOf(observations)[i]
      : allocate(dtype, observedRows(rows, seats) * size);
    return [{ name, size, now: now[i], final: final[i], kept }];
  });
  let ended = 0;

  return {
    leaves: Object.fromEntries(leaves.map(({ name, kept }) => [name, kept])),
    before: Int32Array.from({ length: rows }, (_, row) => row),
    leafRows: after,
    beforeStep() {
      if (!observations) for (const { now, kept } of leaves) kept.set(now as never);
    },
    afterStep(step, present) {
      if (step === 0) ended = 0;
      for (let seat = 0, row = step * seats; seat < seats; seat++, row++) after[row] = row + seats;
      if (!observations) for (const { now, kept } of leaves) kept.set(now as never, now.length);
      for (let i = 0; i < vector.ended; i++) {
        const seat = endedRows[i];
        if (present[seat] === 0) continue;
        const place = rows + seats + ended++;
        after[step * seats + seat] = place;
        if (!observations)
          for (const { size, final, kept } of leaves)
            kept.set(final.subarray(seat * size, (seat + 1) * size) as never, place * size);
      }
    },
  };
}
