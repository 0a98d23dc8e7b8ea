import type { Columns, RewardExpression } from "../core/index.ts";
import { type EpisodeRecord, joinedRows, seatsIn } from "../record/index.ts";
import { type LiveReward, openReward, type RewardRegistries, rewardHost } from "../reward/index.ts";
import type { LearnedReward } from "../run/index.ts";
import type { Episodes } from "./episodes.ts";
import { evaluating } from "./evaluating.ts";

/** A reward, with what it has learned where that is known. */
export interface AskedReward {
  readonly reward: RewardExpression;
  readonly learned?: LearnedReward["state"];
}

/** What a reward gives a recorded episode, summed over its steps and seats. */
export interface EpisodeSum {
  readonly total: number;
  readonly terms: { readonly [term: string]: number };
}

/** What a reward gives recorded episodes, in their order. */
export interface Rescored {
  readonly episodes: readonly EpisodeSum[];
  /** Of every row, episode after episode. */
  readonly rows: { readonly total: Float64Array; readonly terms: Columns };
}

const rowsAtOnce = 32_768; // few enough for a processor's cache, enough that calls cost nothing

/**
 * Scores recorded episodes by a reward from what was recorded; no env code runs.
 * @throws `reward/input` for what was not recorded, and what opening the reward throws
 */
export async function rescore(
  { env, records }: Pick<Episodes, "env" | "records">,
  { reward, learned }: AskedReward,
  registries: RewardRegistries,
): Promise<Rescored> {
  const live = await openReward(reward, registries, env, rewardHost(env, { seats: env.seats, seed: records[0].seed }));
  try {
    if (learned) await live.load(learned);
    const evaluate = await evaluating(live);
    const count = records.reduce((sum, record) => sum + rowsIn(record), 0);
    const total = new Float64Array(count);
    const terms = Object.fromEntries(live.terms.map((name) => [name, new Float64Array(count)]));
    const episodes: EpisodeSum[] = [];
    let at = 0;
    for (const batch of batchesOf(records)) {
      const rows = joinedRows(batch, env, live.inputs);
      startOver(live, env.seats);
      const scores = await evaluate(rows);
      total.set(scores.total, at);
      for (const name of live.terms) terms[name].set(scores.terms[name], at);
      at += rows.rows;
    }
    let from = 0;
    for (const record of records) {
      const to = from + rowsIn(record);
      const sums = live.terms.map((name) => [name, sumOf(terms[name], from, to)] as const);
      episodes.push({ total: sumOf(total, from, to), terms: Object.fromEntries(sums) });
      from = to;
    }
    return { episodes, rows: { total, terms } };
  } finally {
    await live.close();
  }
}

export const rowsIn = (record: EpisodeRecord): number => record.steps * seatsIn(record);

export function startOver(live: LiveReward, seats: number): void {
  for (let seat = 0; seat < seats; seat++) live.loadSeat(seat);
}

/** Neighbours of at most `rowsAtOnce` rows together, or single episodes. */
function batchesOf(records: readonly EpisodeRecord[]): EpisodeRecord[][] {
  const batches: EpisodeRecord[][] = [];
  let rows = Number.POSITIVE_INFINITY;
  for (const record of records) {
    if (rows + rowsIn(record) > rowsAtOnce) {
      batches.push([]);
      rows = 0;
    }
    batches[batches.length - 1].push(record);
    rows += rowsIn(record);
  }
  return batches;
}

function sumOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let row = from; row < to; row++) sum += values[row];
  return sum;
}
