import type { RewardRows } from "../../core/index.ts";
import { type Check, wrong } from "../finding.ts";

/** Anything that gives every row a number: a reward, a transform, a whole expression. */
export interface Scorer {
  score(rows: RewardRows, out: Float64Array): void | Promise<void>;
  readonly learn?: (rows: RewardRows) => unknown;
  readonly saveSeat?: (seat: number) => Uint8Array;
  readonly loadSeat?: (seat: number, bytes?: Uint8Array) => void;
  readonly save?: () => Uint8Array | Promise<Uint8Array>;
  readonly load?: (bytes: Uint8Array) => void | Promise<void>;
  readonly close?: () => void | Promise<void>;
}

/** A scorer under examination. Every check opens instances of its own. */
export interface ScorerSubject {
  open(): Scorer | Promise<Scorer>;
  /** Two rollouts, one after the other. */
  readonly rows: readonly [RewardRows, RewardRows];
  /** Whether it may look at the order of the rows. */
  readonly history: boolean;
}

export type ScorerCheck = Check<ScorerSubject>;

type Open = ScorerSubject["open"];

/** Opens an instance for some work and closes it after. */
export async function opened<T>(open: Open, work: (scorer: Scorer) => T | Promise<T>): Promise<T> {
  const scorer = await open();
  try {
    return await work(scorer);
  } finally {
    await scorer.close?.();
  }
}

/** The scores of an instance; `stale` is what `out` holds before. */
export async function scoreWith(scorer: Scorer, rows: RewardRows, stale = Number.NaN): Promise<Float64Array> {
  const out = new Float64Array(rows.rows).fill(stale);
  await scorer.score(rows, out);
  return out;
}

/** The scores of a fresh instance. */
export const scores = (open: Open, rows: RewardRows, stale?: number): Promise<Float64Array> =>
  opened(open, (scorer) => scoreWith(scorer, rows, stale));

/** The scores of a fresh instance for two rollouts, one after the other. */
export const bothScores = (open: Open, [first, next]: ScorerSubject["rows"], stale?: number) =>
  opened(open, async (scorer) => [await scoreWith(scorer, first, stale), await scoreWith(scorer, next, stale)]);

export function requireEqual(values: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  for (let row = 0; row < expected.length; row++)
    if (!Object.is(values[row], expected[row]))
      wrong(`${what}: row ${row} scores ${values[row]}, not ${expected[row]}`);
}
