import type { EpisodeNumbers, NamedColumn } from "../shapes.ts";

const tolerance = 1e-9; // relative to the size of the numbers: two runs of one build are equal to the last bit

/** The first step in which two episodes differ, and in what. */
export interface Difference {
  readonly step: number;
  readonly words: string;
}

/**
 * Finds where two episodes part. What was done is compared before what was measured after it, so that the cause is named.
 * @returns nothing where the shorter one is the beginning of the longer one
 */
export function firstDifference(a: EpisodeNumbers, b: EpisodeNumbers): Difference | undefined {
  const steps = Math.min(a.summary.steps, b.summary.steps);
  for (let step = 0; step <= steps; step++) {
    const acted = step > 0 ? differing(a.actions, b.actions, step - 1) : undefined;
    const found = acted ?? differing(a.features, b.features, step);
    if (found) return { step, words: `they differ from here on: ${found}` };
  }
  return undefined;
}

function differing(ours: readonly NamedColumn[], others: readonly NamedColumn[], row: number): string | undefined {
  for (const { name, values } of ours) {
    const other = others.find((column) => column.name === name)?.values;
    if (!other) continue;
    const [x, y] = [values[row], other[row]];
    if (Object.is(x, y) || Math.abs(x - y) <= tolerance * Math.max(1, Math.abs(x), Math.abs(y))) continue;
    return `${name} is ${x.toPrecision(6)} here and ${y.toPrecision(6)} there`;
  }
  return undefined;
}
