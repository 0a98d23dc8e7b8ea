import { fail, type RewardInstance, type RewardRows } from "../core/index.ts";

/** A living piece of an expression. */
export interface Part {
  readonly path: string;
  readonly stateful: boolean;
  /** Writes the reward of every row into `out` [rows]. @throws `reward/value` */
  fill(rows: RewardRows, out: Float64Array): Promise<void>;
}

/** What has been created for an expression and where: rewards and transforms, some with state. */
export interface Piece {
  readonly path: string;
  readonly id: string;
  readonly instance: Pick<RewardInstance, "save" | "load" | "close">;
}

/** A column that is allocated again only when the number of rows changes. */
export function column(): (rows: number) => Float64Array {
  let values = new Float64Array(0);
  return (rows) => {
    if (values.length !== rows) values = new Float64Array(rows);
    return values;
  };
}

/** Fills several parts at once, and waits for all of them even where one fails, so that nobody writes afterwards. */
export async function fillAll(
  parts: readonly Part[],
  rows: RewardRows,
  columns: readonly Float64Array[],
): Promise<void> {
  const outcomes = await Promise.allSettled(parts.map((part, i) => part.fill(rows, columns[i])));
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed) throw failed.reason;
}

/** @throws `reward/value` naming the first row that is no finite number */
export function requireFinite(path: string, rows: RewardRows, values: Float64Array): void {
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += values[row] - values[row]; // NaN unless all are finite
  if (sum === 0) return;
  const row = values.findIndex((value) => !Number.isFinite(value));
  fail("reward/value", {
    given: `${values[row]} from ${path} at step ${Math.floor(row / rows.worlds)} of world ${row % rows.worlds}`,
    expected: "a finite number for every row",
    fix: Number.isNaN(values[row]) ? "A row that a reward does not write counts as NaN." : undefined,
  });
}
