import { sha256 } from "#platform";
import {
  arraysOf,
  type Batch,
  type Columns,
  type Dtype,
  leavesOf,
  type PackedArray,
  type Space,
  type VectorEnv,
} from "../core/index.ts";

/** The part of a vector that recording and replaying use: its columns after a step. */
export type SteppedWorlds = Pick<
  VectorEnv,
  | "env"
  | "worlds"
  | "rows"
  | "present"
  | "acted"
  | "actions"
  | "observations"
  | "features"
  | "finalObservations"
  | "finalFeatures"
  | "events"
  | "terminated"
  | "truncated"
> &
  Partial<Pick<VectorEnv, "goals">>;

/** One array of a batch, and the number of elements in a row. */
export interface LeafRows {
  readonly array: PackedArray;
  readonly dtype: Dtype;
  readonly size: number;
}

export function leafRows(space: Space, batch: Batch<Space>): LeafRows[] {
  const leaves = leavesOf(space);
  return arraysOf(batch).map((array, i) => ({ array, dtype: leaves[i].dtype, size: leaves[i].size }));
}

/** The arrays that hold a world's present observation and features, in its row. */
export interface ShownState {
  readonly observations: readonly LeafRows[];
  readonly features: Columns;
}

export const stateNow = ({ env, observations, features }: SteppedWorlds): ShownState => ({
  observations: leafRows(env.observation, observations),
  features,
});

export const stateBeforeRestart = ({ env, finalObservations, finalFeatures }: SteppedWorlds): ShownState => ({
  observations: leafRows(env.observation, finalObservations),
  features: finalFeatures,
});

export const digestSize = 8; // bytes

/** The first 8 bytes of the SHA-256 of a row: distinguishes observations without keeping them. */
export function digestOf(leaves: readonly LeafRows[], row: number): Uint8Array {
  const parts = leaves.map(({ array, size }) => {
    const bytes = size * array.BYTES_PER_ELEMENT;
    return new Uint8Array(array.buffer, array.byteOffset + row * bytes, bytes);
  });
  return sha256(parts).subarray(0, digestSize);
}
