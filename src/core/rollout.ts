import type { Hindsight } from "./hindsight.ts";
import type { Measured } from "./rescore.ts";
import type { Columns } from "./reward-rows.ts";
import type { Batch, Space } from "./space.ts";

/** Numbers that a policy writes down for itself beside its decisions, by name: `[rows, n]`. */
export type Notes = { readonly [name: string]: Float32Array };

/** The rows of a rollout in which episodes ended. */
export interface Endings {
  /** `[ended]`: rows of the rollout, ascending. */
  readonly rows: Int32Array;
  /** `[ended, ...]`: what was observed last, before the world restarted. */
  readonly observations: Batch<Space>;
  /** `[ended, n]`: the policy's notes about it; zeros if the episode terminated, because nothing follows. */
  readonly notes: Notes;
}

/**
 * Experience in the order it was lived: row = step * seats + seat. What is known before an action has one step more than
 * the rollout, so row r + seats is what followed row r, unless the episode ended there: see `endings`.
 * All arrays belong to the collector and are valid until it collects again.
 */
export interface Rollout {
  readonly steps: number;
  /** Rows of a step: one for each agent in each world. */
  readonly seats: number;
  /**
   * `[rows]`: 0 where a seat was absent. Nothing is to be learned from such a row: its reward is 0, and it neither begins
   * nor ends an episode.
   */
  readonly present: Uint8Array;
  /** `[rows + seats, ...]` */
  readonly observations: Batch<Space>;
  /** `[rows + seats, maskSize]` */
  readonly masks: Uint8Array;
  /** `[rows + seats]`: 1 where the observation begins an episode. */
  readonly starts: Uint8Array;
  /** `[rows + seats, stateSize]`: the policy's memory before each action. */
  readonly states: Float32Array;
  /** `[rows + seats, n]`: the policy's notes; in the last step those of `Learner.look`, else zeros. */
  readonly notes: Notes;
  /** `[rows, ...]`, as the worlds received them. */
  readonly actions: Batch<Space>;
  /** `[rows]` */
  readonly rewards: Float64Array;
  /** `[rows]` each: the named terms that `rewards` is the sum of. */
  readonly terms: Columns;
  /** `[rows]` each: further rewards by name, which an agent may value apart. */
  readonly streams: Columns;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  /** `[rows]` where worlds are grouped, else empty: rows whose episodes began from one state share a number. */
  readonly groups: Int32Array;
  readonly endings: Endings;
  /** Where the learner asks for them: `Learner.features`. */
  readonly features?: Measured;
  /** Where the learner asks for it: `Learner.hindsight`. */
  readonly hindsight?: Hindsight;
  /** The number of updates that the policy had adopted when it collected this. */
  readonly version: number;
}

/**
 * The one bootstrapping rule: what a policy noted, in `name`, about the observation after every row, `[rows, size]`. It is
 * 0 where the episode terminated, that of the last observation where it was truncated, and else that of the next row.
 */
export function following(
  { steps, seats, notes, terminated, endings }: Pick<Rollout, "steps" | "seats" | "notes" | "terminated" | "endings">,
  name: string,
): Float32Array {
  const rows = steps * seats;
  const noted = notes[name];
  const size = noted.length / (rows + seats);
  const next = noted.slice(seats * size);
  const last = endings.notes[name];
  for (let i = 0; i < endings.rows.length; i++) {
    const row = endings.rows[i];
    for (let k = 0; k < size; k++) next[row * size + k] = terminated[row] ? 0 : last[i * size + k];
  }
  return next;
}
