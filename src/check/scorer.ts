import { CodedError, type RewardRows } from "../core/index.ts";
import { chanceIn } from "./chance.ts";
import { type Check, wrong } from "./finding.ts";
import { arraysIn, copyRows, embed, embedRows, overwriteRows, pickRows } from "./row-arrays.ts";

/** Anything that gives every row a number: a reward, a transform, a whole expression. */
export interface Scorer {
  score(rows: RewardRows, out: Float64Array): void | Promise<void>;
  readonly save?: () => Uint8Array;
  readonly load?: (bytes: Uint8Array) => void;
  readonly close?: () => void | Promise<void>;
}

/** A scorer under examination: made anew as often as needed. */
export interface ScorerSubject {
  open(): Scorer;
  /** Two rollouts, one after the other. */
  readonly rows: readonly [RewardRows, RewardRows];
  /** Whether it may care for the order and number of rows. */
  readonly history: boolean;
}

/** Batched arithmetic may round otherwise than the same arithmetic row by row, by this share. */
const rounding = 1e-6;

const checks: readonly Check<ScorerSubject>[] = [
  {
    name: "it reads only what it declares",
    fix: "Declare in `inputs` all that evaluate reads.",
    async run({ open, rows }) {
      const scorer = open();
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
    fix: "Write one number into out for every row, whatever the number of rows and whatever out holds before.",
    async run({ open, rows }) {
      const [first, second] = [await bothScores(open, rows, Number.NaN), await bothScores(open, rows, 12_345)];
      for (const [batch, values] of first.entries())
        for (const [row, value] of values.entries()) {
          const other = second[batch][row];
          if (Number.isNaN(value) && other === 12_345) wrong(`row ${row} of ${values.length} is not written`);
          if (!Object.is(value, other)) wrong(`the score of row ${row} depends on what out held before`);
        }
      return `${rows[0].rows + rows[1].rows} rows`;
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
      const scorer = open();
      const { called, result } = chanceIn(() => scorer.score(rows, new Float64Array(rows.rows)));
      await result;
      await scorer.close?.();
      if (called.length) wrong(`it calls ${called.join(" and ")}`);
      return "one batch";
    },
  },
  {
    name: "rows are left as they were",
    fix: "Write into out and arrays of your own, never into the batch; await all work before evaluate returns.",
    async run({ open, rows }) {
      const scorer = open();
      try {
        const given = rows.map(copyRows);
        const outs: Float64Array[] = [];
        for (const batch of given) {
          outs.push(await scoreWith(scorer, batch));
          const returned = outs.map((out) => out.slice());
          await new Promise((resolve) => setTimeout(resolve));
          given.forEach((batch, i) => {
            requireUntouched(batch, rows[i]);
          });
          const late = outs.findIndex((out, i) => out.some((value, row) => !Object.is(value, returned[i][row])));
          if (late >= 0) wrong("it goes on writing into out after evaluate returned");
        }
        return `${Object.keys(arraysIn(rows[0])).length} arrays, and text`;
      } finally {
        await scorer.close?.();
      }
    },
  },
  {
    name: "nothing of the batch is kept",
    fix: "Copy what is needed later: the arrays are valid during the call, and the next rollout overwrites them.",
    async run({ open, rows }) {
      const [first, next] = rows;
      if (first.rows !== next.rows) return "rollouts of two sizes";
      const [, expected] = await bothScores(open, rows);
      const scorer = open();
      try {
        const reused = copyRows(first);
        const out = await scoreWith(scorer, reused);
        overwriteRows(reused, next);
        await scorer.score(reused, out.fill(Number.NaN));
        requireEqual(out, expected, "a second rollout in the arrays of the first");
        return "one rollout over another";
      } finally {
        await scorer.close?.();
      }
    },
  },
  {
    name: "arrays may be parts of larger ones",
    fix: "Use the arrays that are given, from 0 to their length, and never their buffers.",
    async run({ open, rows: [rows] }) {
      const expected = await scores(open, rows);
      const scorer = open();
      try {
        const [batch, out] = [embedRows(rows), embed(new Float64Array(rows.rows))];
        await scorer.score(batch.rows, out.values);
        if (!out.isWhole()) wrong("it writes beyond out");
        if (!batch.isWhole()) wrong("it writes beyond an array of the batch");
        requireEqual(out.values, expected, "rows in parts of larger arrays");
        return `${rows.rows} rows`;
      } finally {
        await scorer.close?.();
      }
    },
  },
  {
    name: "the number of rows does not matter",
    fix: "Score every row by itself, or declare `history`; size own arrays by the rows of each call.",
    async run({ open, rows: [rows], history }) {
      if (history) return "history is declared";
      const cut = Math.floor(rows.rows / 3);
      const parts = [range(0, cut), range(cut, rows.rows), range(0, 1), range(0, rows.rows)];
      const whole = await scores(open, rows);
      const lasting = open();
      try {
        for (const part of parts) {
          const [picked, expected] = [pickRows(rows, part), part.map((row) => whole[row])];
          requireClose(await scores(open, picked), expected, `${part.length} rows`);
          if (lasting.save) continue; // what it scores may follow what it scored before
          requireClose(await scoreWith(lasting, picked), expected, `${part.length} rows after others`);
        }
        return parts.map(({ length }) => `${length}`).join(", ");
      } finally {
        await lasting.close?.();
      }
    },
  },
  {
    name: "the order of rows does not matter",
    fix: "Score every row by itself; with `history`, every world like the others.",
    async run({ open, rows, history }) {
      const whole = await bothScores(open, rows);
      for (const order of [backwards, rotated]) {
        const picks = rows.map((batch) => reordered(batch, history ? batch.worlds : batch.rows, order));
        const [first, next] = rows.map((batch, i) => pickRows(batch, picks[i], history ? batch.worlds : 1));
        for (const [batch, values] of (await bothScores(open, [first, next])).entries()) {
          const expected = picks[batch].map((row) => whole[batch][row]);
          requireClose(values, expected, `${history ? "worlds" : "rows"} in another order`);
        }
      }
      return history ? "worlds in other orders" : "in other orders";
    },
  },
  {
    name: "all state is saved",
    fix: "Put everything that evaluate keeps into save, as copies, and write all of it back in load.",
    async run({ open, rows: [rows, next] }) {
      const [scorer, fresh] = [open(), open()];
      try {
        if (!scorer.save !== !scorer.load) wrong("save and load must come together");
        await scorer.score(rows, new Float64Array(rows.rows));
        const saved = scorer.save?.();
        const expected = await scoreWith(scorer, next);
        if (saved) fresh.load?.(saved);
        requireEqual(await scoreWith(fresh, next), expected, saved ? "load(save())" : "without save, a fresh instance");
        if (saved) scorer.load?.(saved);
        if (saved) requireEqual(await scoreWith(scorer, next), expected, "going back with load");
        return saved ? `${saved.length} bytes` : "it keeps none";
      } finally {
        await scorer.close?.();
        await fresh.close?.();
      }
    },
  },
  {
    name: "closing twice is harmless",
    fix: "Let close return at once where it is closed already.",
    async run({ open }) {
      const scorer = open();
      await scorer.close?.();
      await scorer.close?.();
      return scorer.close ? "closed twice" : "nothing to close";
    },
  },
];

/** Every check has its own copy of the rows, so that a scorer that writes into them is found by the check for that. */
export const scorerChecks = checks.map(
  (check): Check<ScorerSubject> => ({
    ...check,
    run: ({ rows: [first, next], ...subject }) => check.run({ ...subject, rows: [copyRows(first), copyRows(next)] }),
  }),
);

/** What a fresh instance scores. */
async function scores(open: () => Scorer, rows: RewardRows, stale = Number.NaN): Promise<Float64Array> {
  const scorer = open();
  try {
    return await scoreWith(scorer, rows, stale);
  } finally {
    await scorer.close?.();
  }
}

/** What a fresh instance scores of two rollouts, one after the other. */
async function bothScores(
  open: () => Scorer,
  rows: readonly [RewardRows, RewardRows],
  stale = Number.NaN,
): Promise<Float64Array[]> {
  const scorer = open();
  try {
    return [await scoreWith(scorer, rows[0], stale), await scoreWith(scorer, rows[1], stale)];
  } finally {
    await scorer.close?.();
  }
}

async function scoreWith(scorer: Scorer, rows: RewardRows, stale = Number.NaN): Promise<Float64Array> {
  const out = new Float64Array(rows.rows).fill(stale);
  await scorer.score(rows, out);
  return out;
}

const backwards = (lane: number, lanes: number) => lanes - 1 - lane;
const rotated = (lane: number, lanes: number) => (lane + 1) % lanes;

/** Rows in an order that keeps time within each lane: a world's rows, or one row where history does not count. */
const reordered = ({ rows }: RewardRows, lanes: number, order: typeof backwards): number[] =>
  range(0, rows).map((row) => row - (row % lanes) + order(row % lanes, lanes));

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

function requireUntouched(batch: RewardRows, original: RewardRows): void {
  const [now, before] = [arraysIn(batch), arraysIn(original)];
  for (const [name, values] of Object.entries(before))
    if (values.some((value, i) => !Object.is(value, now[name][i]))) wrong(`it writes into ${name}`);
  if (batch.text.length !== original.text.length || batch.text.some((line, i) => line !== original.text[i]))
    wrong("it writes into text");
}

function requireEqual(values: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  for (let row = 0; row < expected.length; row++)
    if (!Object.is(values[row], expected[row]))
      wrong(`${what}: row ${row} scores ${values[row]}, not ${expected[row]}`);
}

function requireClose(values: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  for (let row = 0; row < expected.length; row++)
    if (!(Math.abs(values[row] - expected[row]) <= rounding * Math.max(1, Math.abs(expected[row]))))
      wrong(`${what}: row ${row} scores ${values[row]}, not ${expected[row]}`);
}
