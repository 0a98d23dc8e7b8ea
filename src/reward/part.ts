import { type BoundInstance, fail, type Metrics, type RewardInputs, type RewardRows } from "../core/index.ts";

/** A living piece of an expression. */
export interface Part {
  readonly path: string;
  /** Paths of the columns that it fills: its own, or those of its named terms, which sum to it. */
  readonly terms: readonly string[];
  /** Named rewards inside transforms, whose columns are valid after `fill`. */
  readonly inner: readonly InnerColumn[];
  /** Writes the columns, each [rows]. @throws `reward/value` */
  fill(rows: RewardRows, columns: readonly Float64Array[]): Promise<void>;
  /** Learns from the rows that it filled last; what there is to log goes to `log`. */
  learn(rows: RewardRows, progress: number, log: Log): Promise<void>;
}

/** What a reward inside a transform gave, before anything was made of it. */
export interface InnerColumn {
  readonly path: string;
  values(rows: number): Float64Array;
}

export type Log = (path: string, metrics: Metrics | undefined) => void;

/** What has been created for an expression and where: rewards and transforms, some with state. */
export interface Piece {
  readonly path: string;
  readonly id: string;
  readonly instance: Pick<BoundInstance, "saveSeat" | "loadSeat" | "save" | "load" | "close">;
}

/**
 * A reward with memory of seats must see their rows in order.
 * @throws `reward/input` if it does not declare that
 */
export function requireHistory(
  id: string,
  inputs: Pick<RewardInputs, "history">,
  { saveSeat }: Piece["instance"],
): void {
  if (saveSeat && !inputs.history)
    fail("reward/input", {
      given: `${id}, which remembers seats`,
      expected: "inputs with history: true",
      fix: "Declare it: rows then come in order, with the ends of episodes.",
    });
}

/** Columns that are allocated again only when the number of rows changes. */
export function columns(count: number): (rows: number) => readonly Float64Array[] {
  let values: readonly Float64Array[] = Array.from({ length: count }, () => new Float64Array(0));
  return (rows) => {
    if (values[0]?.length !== rows) values = values.map(() => new Float64Array(rows));
    return values;
  };
}

export function column(): (rows: number) => Float64Array {
  const one = columns(1);
  return (rows) => one(rows)[0];
}

/** A part as one column, for callers that do not need its terms. */
export function whole(part: Part): Part {
  if (part.terms.length === 1) return part;
  const own = columns(part.terms.length);
  return {
    ...part,
    terms: [part.path],
    async fill(rows, [out]) {
      const terms = own(rows.rows);
      await part.fill(rows, terms);
      out.fill(0);
      for (const term of terms) for (let row = 0; row < out.length; row++) out[row] += term[row];
    },
  };
}

/** Runs several parts at once, and waits for all of them even if one fails, so that none writes later. */
export async function all(work: readonly Promise<void>[]): Promise<void> {
  const outcomes = await Promise.allSettled(work);
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed) throw failed.reason;
}

/** What absent seats are worth: nothing, whatever a reward wrote for them. */
export function clearAbsent({ present }: Pick<RewardRows, "present">, values: Float64Array): void {
  if (!present.includes(0)) return;
  for (let row = 0; row < values.length; row++) if (present[row] === 0) values[row] = 0;
}

/** @throws `reward/value` naming the first row that is no finite number */
export function requireFinite(path: string, rows: RewardRows, values: Float64Array): void {
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += values[row] - values[row]; // NaN unless all are finite
  if (sum === 0) return;
  const row = values.findIndex((value) => !Number.isFinite(value));
  fail("reward/value", {
    given: `${values[row]} from ${path} at step ${Math.floor(row / rows.seats)} of seat ${row % rows.seats}`,
    expected: "a finite number for every row",
    fix: Number.isNaN(values[row]) ? "A row that a reward does not write counts as NaN." : undefined,
  });
}
