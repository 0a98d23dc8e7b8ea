import { createHash } from "node:crypto";
import {
  arraysOf,
  type Batch,
  type BoundEnv,
  type Columns,
  type Dtype,
  leavesOf,
  type PackedArray,
  type Space,
} from "../core/index.ts";

/** What recording and replaying see of a vector of worlds: its columns as they are after a step. */
export interface SteppedWorlds {
  readonly env: BoundEnv;
  readonly worlds: number;
  /** As the worlds got them in the last step. */
  readonly actions: Batch<Space>;
  /** After the restart where a world ended. */
  readonly observations: Batch<Space>;
  readonly features: Columns;
  /** Before the restart, in rows that ended in the last step. */
  readonly finalObservations: Batch<Space>;
  readonly finalFeatures: Columns;
  /** Of the last step. */
  readonly events: { readonly [name: string]: Int32Array };
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
}

/** One array of a batch, and how many of its elements are a row. */
export interface LeafRows {
  readonly array: PackedArray;
  readonly dtype: Dtype;
  readonly size: number;
}

export function leafRows(space: Space, batch: Batch<Space>): LeafRows[] {
  const leaves = leavesOf(space);
  return arraysOf(batch).map((array, i) => ({ array, dtype: leaves[i].dtype, size: leaves[i].size }));
}

/** Where a world's present observation and features stand, in its row. */
export interface WorldState {
  readonly observations: readonly LeafRows[];
  readonly features: Columns;
}

export const stateNow = ({ env, observations, features }: SteppedWorlds): WorldState => ({
  observations: leafRows(env.observation, observations),
  features,
});

export const stateBeforeRestart = ({ env, finalObservations, finalFeatures }: SteppedWorlds): WorldState => ({
  observations: leafRows(env.observation, finalObservations),
  features: finalFeatures,
});

export const digestSize = 8; // bytes

/** The first 8 bytes of the SHA-256 of a row: tells two observations apart where none is kept. */
export function digestOf(leaves: readonly LeafRows[], row: number): Uint8Array {
  const hash = createHash("sha256");
  for (const { array, size } of leaves) {
    const bytes = size * array.BYTES_PER_ELEMENT;
    hash.update(new Uint8Array(array.buffer, array.byteOffset + row * bytes, bytes));
  }
  return hash.digest().subarray(0, digestSize);
}
