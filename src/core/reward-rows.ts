/** What a reward reads. It gets this and nothing else. */
export interface RewardInputs {
  /** Names of measurements, as they are after the step. */
  readonly features?: readonly string[];
  /** The same measurements as they were before the step. */
  readonly before?: boolean;
  /** Names of things counted during the step. */
  readonly events?: readonly string[];
  /** Observations after the step, flattened (`flatten`). */
  readonly observations?: boolean;
  /** Actions as the world got them, flattened. */
  readonly actions?: boolean;
  /** What a person would say of the state after the step. */
  readonly text?: boolean;
  /** Pictures after the step; no `camera` means the env's first. */
  readonly frames?: { readonly width: number; readonly height: number; readonly camera?: string };
  /** Order of the rows in time, and where episodes end. Without it, neither the order nor the number of rows may matter. */
  readonly history?: boolean;
  /** Which rows belong to episodes that began from the same state, for rewards that compare them. */
  readonly groups?: boolean;
}

/** Columns by name, each `[rows]`. */
export type Columns<Name extends string = string> = { readonly [K in Name]: Float64Array };

/**
 * Everything that can be declared, for the rows of a rollout: steps x seats, time-major. A seat is one agent's place in
 * one world, so a world for a single agent has one. Read only; valid during the call.
 */
export interface RewardRows {
  readonly rows: number;
  readonly features: Columns;
  readonly before: { readonly features: Columns };
  readonly events: { readonly [name: string]: Int32Array };
  /** `[rows, observationSize]` */
  readonly observations: Float32Array;
  readonly observationSize: number;
  /** `[rows, actionSize]` */
  readonly actions: Float32Array;
  readonly actionSize: number;
  /** `[rows]` */
  readonly text: readonly string[];
  /** `[rows, height, width, 3]` */
  readonly frames: Uint8Array;
  /** `[rows]`: 0 where a seat was absent: all of the row is 0, and it scores 0 whatever is written for it. */
  readonly present: Uint8Array;
  /** `[rows]`: rows of episodes that began from one state share a number. */
  readonly groups: Int32Array;
  /**
   * With `history`: row = step * seats + seat; 1 where the episode ended with this row. Rows of absent seats are
   * `truncated`, so that nothing is remembered across them.
   */
  readonly steps: number;
  readonly seats: number;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
}

type NamesIn<T> = T extends readonly (infer Name extends string)[] ? Name : never;
type When<I, Key extends keyof RewardInputs, Given> = I extends { readonly [K in Key]: true | object }
  ? Given
  : unknown;

/** The rows that a reward with inputs `I` sees: undeclared reads do not compile. */
export type RewardBatch<I extends RewardInputs = RewardInputs> = Pick<RewardRows, "rows" | "present"> &
  When<I, "features", { readonly features: Columns<NamesIn<I["features"]>> }> &
  When<I, "before", { readonly before: { readonly features: Columns<NamesIn<I["features"]>> } }> &
  When<I, "events", { readonly events: { readonly [K in NamesIn<I["events"]>]: Int32Array } }> &
  When<I, "observations", Pick<RewardRows, "observations" | "observationSize">> &
  When<I, "actions", Pick<RewardRows, "actions" | "actionSize">> &
  When<I, "text", Pick<RewardRows, "text">> &
  When<I, "frames", Pick<RewardRows, "frames">> &
  When<I, "groups", Pick<RewardRows, "groups">> &
  When<I, "history", Pick<RewardRows, "steps" | "seats" | "terminated" | "truncated">>;

/** Writes `truncated` as rewards see it: rows of absent seats end, so that nothing is remembered across them. */
export function truncateAbsent(truncated: Uint8Array, present: Uint8Array, out: Uint8Array, at = 0): void {
  for (let row = 0; row < present.length; row++) out[at + row] = present[row] ? truncated[row] : 1;
}
