import { type Batch, type BoundEnv, batchIn, type Rng, type Space } from "../core/index.ts";
import { type EpisodeRecord, seatsIn } from "../record/index.ts";
import type { StatePool } from "./state-pool.ts";

/** A row of a recorded episode: a transition that was lived. */
export interface LivedRow {
  readonly record: EpisodeRecord;
  /** step * seats + seat */
  readonly row: number;
}

/** Draws rows without replacement, among those that a test accepts; at most as many as there are. */
export function drawRows(
  records: readonly EpisodeRecord[],
  count: number,
  rng: Rng,
  accepts: (record: EpisodeRecord, row: number) => boolean,
): LivedRow[] {
  const all = records.flatMap((record) => {
    const rows = Array.from({ length: record.steps * seatsIn(record) }, (_, row) => row);
    return rows.filter((row) => accepts(record, row)).map((row) => ({ record, row }));
  });
  const order = Int32Array.from(all.keys());
  rng.shuffle(order);
  return Array.from(order.subarray(0, count), (i) => all[i]);
}

export const tookPart = ({ seats }: EpisodeRecord, row: number): boolean => seats?.present[row] !== 0;

/** Puts a lived transition's states and its action into a pool. */
export function putLived(
  pool: StatePool,
  env: Pick<BoundEnv, "observation" | "action">,
  { record, row }: LivedRow,
  places: { readonly from: number; readonly action: number; readonly to: number },
): void {
  const { features, observations } = record;
  const observed: Batch<Space> | undefined = observations && batchIn(env.observation, observations);
  pool.putState(places.from, features, observed, row);
  pool.putState(places.to, features, observed, row + seatsIn(record));
  pool.putAction(places.action, batchIn(env.action, record.actions), row);
}
