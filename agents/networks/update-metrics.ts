import { fail, type Metrics } from "../../src/core/index.ts";

/** Metrics of the steps that were taken: up to and without the one that said stop. */
export function rowsUntilStop(metrics: Float32Array, names: readonly string[]): Float32Array[] {
  const rows: Float32Array[] = [];
  const proceed = names.indexOf("proceed");
  for (let at = 0; at < metrics.length; at += names.length) {
    const row = metrics.subarray(at, at + names.length);
    if (proceed >= 0 && row[proceed] === 0) break;
    rows.push(row);
  }
  return rows;
}

export function averages(rows: readonly Float32Array[], names: readonly string[]): Metrics {
  const mean = (i: number) => rows.reduce((sum, row) => sum + row[i], 0) / Math.max(1, rows.length);
  return Object.fromEntries(names.map((name, i) => [name, mean(i)]));
}

/** @throws `agent/diverged`, naming what first was no finite number */
export function refuseNonFinite(rows: readonly Float32Array[], names: readonly string[], flat: Float32Array): void {
  const step = rows.findIndex((row) => !row.every(Number.isFinite));
  const where =
    step >= 0 ? `${names[rows[step].findIndex((each) => !Number.isFinite(each))]} in minibatch ${step + 1}` : undefined;
  if (where === undefined && flat.every(Number.isFinite)) return;
  fail("agent/diverged", {
    given: `${where ?? "weights"} that is not finite`,
    expected: "finite losses, gradients and weights",
    fix: "Lower learningRate or maxGradientNorm, or look for extreme rewards; the weights are as before this update.",
  });
}
