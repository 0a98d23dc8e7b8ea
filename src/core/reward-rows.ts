import type { PackedArray } from "./pack.ts";

/** A picture of each row after its step; no `camera` means the env's first. */
export interface FrameInput {
  readonly width: number;
  readonly height: number;
  readonly camera?: string;
  /** Only every Nth step of an episode; 1, the default, is every step. */
  readonly every?: number;
  /** Only in the last step of an episode; beside `every`, in the last step too. */
  readonly at?: "end";
}

/** The inputs that a reward reads. It gets these and nothing else. */
export interface RewardInputs {
  /** Names of measurements, as they are after the step; an element of a vector is `joints.3`. */
  readonly features?: readonly string[];
  /** Names of vectors, which a reward gets as lists of columns of whatever length they have in its env. */
  readonly vectors?: readonly string[];
  /** The same measurements and observations as they were before the step. */
  readonly before?: boolean;
  /** Names of events counted during the step. */
  readonly events?: readonly string[];
  /** Observations after the step, flattened (`flatten`), which costs a copy. */
  readonly observations?: boolean;
  /** Leaves of the observation after the step as they are stored, without a copy; `"observation"` where there is but one. */
  readonly leaves?: readonly string[];
  /** Actions as the world got them, flattened. */
  readonly actions?: boolean;
  /** The state after the step, described in a sentence. */
  readonly text?: boolean;
  readonly frames?: FrameInput;
  /** What the episode of the row was to achieve, in words. */
  readonly goals?: boolean;
  /** Order of the rows in time, and where episodes end. Without it, neither the order nor the number of rows may matter. */
  readonly history?: boolean;
  /** Which rows belong to episodes that began from the same state, for rewards that compare them. */
  readonly groups?: boolean;
}

/** Columns by name, each `[rows]`. */
export type Columns<Name extends string = string> = { readonly [K in Name]: Float64Array };
/** Vectors by name, each `[size]` columns of `[rows]`. */
export type Vectors<Name extends string = string> = { readonly [K in Name]: readonly Float64Array[] };

/**
 * Everything that can be declared, for the rows of a rollout: steps x seats, time-major. A seat is one agent's place in
 * one world, so a world for a single agent has one. Read only; valid during the call.
 */
export interface RewardRows {
  readonly rows: number;
  /** Those of vectors included. */
  readonly features: Columns;
  readonly before: {
    readonly features: Columns;
    readonly observations: Float32Array;
    readonly leafRows: Int32Array;
  };
  readonly events: { readonly [name: string]: Int32Array };
  /** `[rows, observationSize]` */
  readonly observations: Float32Array;
  readonly observationSize: number;
  /** Leaves of observations by path, `"observation"` where there is but one; each an array of rows as it is stored. */
  readonly leaves: { readonly [path: string]: PackedArray };
  /** `[rows]`: which row of the leaves was observed after each step. */
  readonly leafRows: Int32Array;
  /** `[rows, actionSize]` */
  readonly actions: Float32Array;
  readonly actionSize: number;
  /** `[rows]` */
  readonly text: readonly string[];
  /** `[rows]` */
  readonly goals: readonly string[];
  /** `[framed, height, width, 3]` */
  readonly frames: Uint8Array;
  /** `[framed]`: the row of each picture, ascending. */
  readonly frameRows: Int32Array;
  /** `[rows]`: 0 where a seat was absent: its row means nothing, and it scores 0 whatever is written for it. */
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
/** What an input opens. One that depends on params opens it too: reading it without is found when it runs. */
type When<I, Key extends keyof RewardInputs, Given> = I extends { readonly [K in Key]: infer Asked }
  ? [Extract<Asked, true | object>] extends [never]
    ? unknown
    : Given
  : unknown;

type Leaves<I extends Pick<RewardInputs, "leaves">> = {
  readonly leaves: { readonly [K in NamesIn<I["leaves"]>]: PackedArray };
};

/** The known part of the state before the step. */
type Before<I extends RewardInputs> = { readonly features: Columns<NamesIn<I["features"]>> } & When<
  I,
  "observations",
  { readonly observations: Float32Array }
> &
  When<I, "vectors", { readonly vectors: Vectors<NamesIn<I["vectors"]>> }> &
  When<I, "leaves", { readonly leafRows: Int32Array }>;

/** The rows that a reward with inputs `I` sees: undeclared reads do not compile. */
export type RewardBatch<I extends RewardInputs = RewardInputs> = RowsAfter<I> &
  When<I, "before", { readonly before: Before<I> }>;

/** Rows as they are after each step. */
export type RowsAfter<I extends Omit<RewardInputs, "before">> = Pick<RewardRows, "rows" | "present"> &
  When<I, "features", { readonly features: Columns<NamesIn<I["features"]>> }> &
  When<I, "vectors", { readonly vectors: Vectors<NamesIn<I["vectors"]>> }> &
  When<I, "events", { readonly events: { readonly [K in NamesIn<I["events"]>]: Int32Array } }> &
  When<I, "observations", Pick<RewardRows, "observations" | "observationSize">> &
  When<I, "leaves", Leaves<I> & { readonly leafRows: Int32Array }> &
  When<I, "actions", Pick<RewardRows, "actions" | "actionSize">> &
  When<I, "text", Pick<RewardRows, "text">> &
  When<I, "goals", Pick<RewardRows, "goals">> &
  When<I, "frames", Pick<RewardRows, "frames" | "frameRows">> &
  When<I, "groups", Pick<RewardRows, "groups">> &
  When<I, "history", Pick<RewardRows, "steps" | "seats" | "terminated" | "truncated">>;

/**
 * Rows made of what is given; everybody is present, and everything else is empty. The one way to make them, so that a new column has one place.
 */
export function rewardRows(
  given: Pick<RewardRows, "steps" | "seats"> &
    Partial<Omit<RewardRows, "before">> & { readonly before?: Partial<RewardRows["before"]> },
): RewardRows {
  const { before = {}, ...after } = given;
  return {
    rows: given.steps * given.seats,
    ...filled<Omit<RewardRows, "rows" | "before">>(after, {
      features: {},
      events: {},
      observations: noFloats,
      observationSize: 0,
      leaves: {},
      leafRows: noIndices,
      actions: noFloats,
      actionSize: 0,
      text: [],
      goals: [],
      frames: noBytes,
      frameRows: noIndices,
      present: new Uint8Array(given.steps * given.seats).fill(1),
      groups: noIndices,
      terminated: noBytes,
      truncated: noBytes,
      steps: given.steps,
      seats: given.seats,
    }),
    before: filled<RewardRows["before"]>(before, { features: {}, observations: noFloats, leafRows: noIndices }),
  };
}

/** What is given, and the rest where something is missing or undefined. */
const filled = <T extends object>(given: Partial<T>, rest: T): T =>
  Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, given[key as keyof T] ?? value])) as T;

const noFloats = new Float32Array(0);
const noBytes = new Uint8Array(0);
const noIndices = new Int32Array(0);

/** The name by which rewards know a leaf of an observation. */
export const leafName = (path: string): string => path || "observation";

/** Writes `truncated` as rewards see it: rows of absent seats end, so that nothing is remembered across them. */
export function truncateAbsent(truncated: Uint8Array, present: Uint8Array, out: Uint8Array, at = 0): void {
  for (let row = 0; row < present.length; row++) out[at + row] = present[row] ? truncated[row] : 1;
}
