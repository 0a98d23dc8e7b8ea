import type { PackedArray, RewardRows } from "../core/index.ts";
import type { LiveReward, RewardScores } from "../reward/index.ts";

/** Scores rows as one batch or, where that would change the numbers, a step at a time. */
export type Evaluating = (rows: RewardRows) => Promise<Pick<RewardScores, "total" | "terms">>;

/**
 * Statistics that a reward has learned may take in the rows that they are asked about (`transform/normalise-v2`), so
 * that numbers depend on which rows stand together. Such a reward is asked about one step at a time, as in an evaluation.
 */
export async function evaluating(live: LiveReward): Promise<Evaluating> {
  const takesIn = live.inputs.history === true && (await live.save()).length > 0;
  if (!takesIn) return (rows) => live.evaluate(rows);
  return async (rows) => {
    const total = new Float64Array(rows.rows);
    const terms = Object.fromEntries(live.terms.map((name) => [name, new Float64Array(rows.rows)]));
    for (let step = 0; step < rows.steps; step++) {
      const scores = await live.evaluate(stepOf(rows, step));
      total.set(scores.total, step * rows.seats);
      for (const name of live.terms) terms[name].set(scores.terms[name], step * rows.seats);
    }
    return { total, terms };
  };
}

/** The rows of one step, as views. */
function stepOf(rows: RewardRows, step: number): RewardRows {
  const { seats, observationSize, actionSize, before } = rows;
  const [from, to] = [step * seats, (step + 1) * seats];
  const part = <T extends PackedArray>(array: T, size = 1) => array.subarray(from * size, to * size) as T;
  const parts = <T extends PackedArray>(columns: { readonly [name: string]: T }) =>
    Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, part(column)]));
  return {
    ...rows,
    rows: seats,
    steps: 1,
    features: parts(rows.features),
    before: {
      features: parts(before.features),
      observations: part(before.observations, observationSize),
      leafRows: part(before.leafRows),
    },
    events: parts(rows.events),
    observations: part(rows.observations, observationSize),
    leafRows: part(rows.leafRows),
    actions: part(rows.actions, actionSize),
    goals: rows.goals.slice(from, to),
    present: part(rows.present),
    terminated: part(rows.terminated),
    truncated: part(rows.truncated),
  };
}
