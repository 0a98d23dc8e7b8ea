import { CodedError, type RewardRows } from "../core/index.ts";
import { chanceIn } from "./chance.ts";
import { type Check, wrong } from "./finding.ts";
import { arraysIn, pickRows } from "./rows.ts";

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

/** A scorer under examination: made anew as often as needed. */
export interface ScorerSubject {
  open(): Scorer | Promise<Scorer>;
  /** Two rollouts, one after the other. */
  readonly rows: readonly [RewardRows, RewardRows];
  /** Whether it may care for the order and number of rows. */
  readonly history: boolean;
}

/** Batched arithmetic may round otherwise than the same arithmetic row by row, by this share. */
const rounding = 1e-6;

export const scorerChecks: readonly Check<ScorerSubject>[] = [
  {
    name: "it reads only what it declares",
    fix: "Declare in `inputs` all that evaluate reads.",
    async run({ open, rows }) {
      const scorer = await open();
      try {
        for (const batch of rows) await scorer.score(batch, new Float64Array(batch.rows));
      } catch (thrown) {
        if (thrown instanceof CodedError && thrown.code === "reward/input") wrong(thrown.given);
        throw thrown;
      }
      await scorer.close?.();
      return "two batches";
    },
  },
  {
    name: "it scores every row",
    fix: "Write one number into out for every row, whatever the number of rows.",
    async run({ open, rows: [rows] }) {
      const [first, second] = [await scores(open, rows, Number.NaN), await scores(open, rows, 12_345)];
      const left = first.findIndex((value, row) => Number.isNaN(value) && second[row] === 12_345);
      if (left >= 0) wrong(`row ${left} of ${rows.rows} is not written`);
      return `${rows.rows} rows`;
    },
  },
  {
    name: "scores are finite",
    fix: "Guard divisions, logarithms and roots against the values that they cannot take.",
    async run({ open, rows }) {
      for (const batch of rows) {
        const values = await scores(open, batch);
        const row = values.findIndex((value) => !Number.isFinite(value));
        if (row >= 0) wrong(`row ${row} scores ${values[row]}`);
      }
      return `${rows[0].rows + rows[1].rows} rows`;
    },
  },
  {
    name: "same rows, same scores",
    fix: "Draw chance from a generator made of host.seed, and keep no state outside the instance.",
    async run({ open, rows: [rows] }) {
      requireEqual(await scores(open, rows), await scores(open, rows), "two fresh instances");
      return "2 instances";
    },
  },
  {
    name: "chance comes from the seed alone",
    fix: "Use generator(host.seed, ...) and no clock.",
    async run({ open, rows: [rows] }) {
      const scorer = await open();
      const { called, result } = chanceIn(() => scorer.score(rows, new Float64Array(rows.rows)));
      await result;
      await scorer.close?.();
      if (called.length) wrong(`it calls ${called.join(" and ")}`);
      return "one batch";
    },
  },
  {
    name: "rows are left as they were",
    fix: "Write into out and arrays of your own, never into the batch.",
    async run({ open, rows: [rows] }) {
      const before = Object.entries(arraysIn(rows)).map(([name, values]) => [name, Float64Array.from(values)] as const);
      await scores(open, rows);
      const after = arraysIn(rows);
      const changed = before.find(([name, values]) => values.some((value, i) => !Object.is(value, after[name][i])));
      if (changed) wrong(`it writes into ${changed[0]}`);
      return `${before.length} arrays`;
    },
  },
  {
    name: "the number of rows does not matter",
    fix: "Score every row by itself, or declare `history`.",
    async run({ open, rows: [rows], history }) {
      if (history) return "history is declared";
      const whole = await scores(open, rows);
      const cut = Math.floor(rows.rows / 3);
      const parts = [range(0, cut), range(cut, rows.rows)];
      for (const part of parts)
        requireClose(
          await scores(open, pickRows(rows, part)),
          part.map((row) => whole[row]),
          `${part.length} rows`,
        );
      return parts.map(({ length }) => `${length}`).join(" and ");
    },
  },
  {
    name: "the order of rows does not matter",
    fix: "Score every row by itself, or declare `history`.",
    async run({ open, rows: [rows], history }) {
      if (history) return "history is declared";
      const whole = await scores(open, rows);
      const reversed = range(0, rows.rows).reverse();
      requireClose(
        await scores(open, pickRows(rows, reversed)),
        reversed.map((row) => whole[row]),
        "reversed rows",
      );
      return "reversed";
    },
  },
  {
    name: "closing twice is harmless",
    fix: "Let close return at once where it is closed already.",
    async run({ open }) {
      const scorer = await open();
      await scorer.close?.();
      await scorer.close?.();
      return scorer.close ? "closed twice" : "nothing to close";
    },
  },
];

/** What a fresh instance scores. */
async function scores(open: ScorerSubject["open"], rows: RewardRows, stale = Number.NaN): Promise<Float64Array> {
  const scorer = await open();
  try {
    return await scoreWith(scorer, rows, stale);
  } finally {
    await scorer.close?.();
  }
}

export async function scoreWith(scorer: Scorer, rows: RewardRows, stale = Number.NaN): Promise<Float64Array> {
  const out = new Float64Array(rows.rows).fill(stale);
  await scorer.score(rows, out);
  return out;
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

export function requireEqual(values: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  for (let row = 0; row < expected.length; row++)
    if (!Object.is(values[row], expected[row]))
      wrong(`${what}: row ${row} scores ${values[row]}, not ${expected[row]}`);
}

function requireClose(values: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  for (let row = 0; row < expected.length; row++)
    if (!(Math.abs(values[row] - expected[row]) <= rounding * Math.max(1, Math.abs(expected[row]))))
      wrong(`${what}: row ${row} scores ${values[row]}, not ${expected[row]}`);
}
