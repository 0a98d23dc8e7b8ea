import type { PackedArray } from "./pack.ts";

/** Rows of a rollout, each told with a goal that was achieved later in its episode and worth what that makes it worth. */
export interface Hindsight {
  readonly rows: number;
  /** `[rows]`: which row of the rollout each one was; its action is that one's. */
  readonly source: Int32Array;
  /** `[rows, size]` for each leaf of the observation: before and after the step. */
  readonly before: readonly PackedArray[];
  readonly after: readonly PackedArray[];
  /** `[rows]` */
  readonly rewards: Float64Array;
  readonly terminated: Uint8Array;
}
