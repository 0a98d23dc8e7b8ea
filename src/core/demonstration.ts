import type { Columns } from "./reward-rows.ts";
import type { Batch, Space } from "./space.ts";

/**
 * A recorded episode that an agent may learn from. What is measured has `steps + 1` rows, the first at the start and one
 * after every step; what happens has `steps` rows. Learners must not change the arrays.
 */
export interface Demonstration {
  readonly steps: number;
  /** `[steps + 1, ...]`; always there for an agent that declares that it needs them. */
  readonly observations?: Batch<Space>;
  /** `[steps, ...]`, as the world got them. */
  readonly actions: Batch<Space>;
  /**
   * `[steps]`, by the reward that it was recorded with, and the named terms that they are the sums of; no terms where the
   * episode was imported.
   */
  readonly rewards: Float64Array;
  readonly terms: Columns;
  /** `[steps + 1]` each; none where the episode was imported. */
  readonly features: Columns;
  readonly terminated: boolean;
  readonly truncated: boolean;
}
