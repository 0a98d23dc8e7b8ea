import type { RewardRows } from "../../core/index.ts";
import { wrong } from "../finding.ts";
import { arraysIn, copyRows, embed, embedRows, overwriteRows, pickRows } from "../row-arrays.ts";
import { bothScores, opened, requireEqual, type ScorerCheck, scores, scoreWith } from "./subject.ts";

/** Batched arithmetic may round differently from the same arithmetic row by row, by this share. */
const rounding = 1e-6;

/** How a scorer treats the rows that it is given. */
export const batchChecks: readonly ScorerCheck[] = [
  {
    name: "rows are left as they were",
    fix: "Write into out and arrays of your own, never into the batch; await all work before evaluate returns.",
    run: ({ open, rows }) =>
      opened(open, async (scorer) => {
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
      }),
  },
  {
    name: "nothing of the batch is kept",
    fix: "Copy what is needed later: the arrays are valid during the call, and the next rollout overwrites them.",
    async run({ open, rows }) {
      const [first, next] = rows;
      if (first.rows !== next.rows) return "rollouts of two sizes";
      const [, expected] = await bothScores(open, rows);
      return opened(open, async (scorer) => {
        const reused = copyRows(first);
        const out = await scoreWith(scorer, reused);
        overwriteRows(reused, next);
        await scorer.score(reused, out.fill(Number.NaN));
        requireEqual(out, expected, "a second rollout in the arrays of the first");
        return "one rollout over another";
      });
    },
  },
  {
    name: "arrays may be parts of larger ones",
    fix: "Use the arrays that are given, from 0 to their length, and never their buffers.",
    async run({ open, rows: [rows] }) {
      const expected = await scores(open, rows);
      return opened(open, async (scorer) => {
        const [batch, out] = [embedRows(rows), embed(new Float64Array(rows.rows))];
        await scorer.score(batch.rows, out.values);
        if (!out.isWhole()) wrong("it writes beyond out");
        if (!batch.isWhole()) wrong("it writes beyond an array of the batch");
        requireEqual(out.values, expected, "rows in parts of larger arrays");
        return `${rows.rows} rows`;
      });
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
      return opened(open, async (lasting) => {
        for (const part of parts) {
          const [picked, expected] = [pickRows(rows, part), part.map((row) => whole[row])];
          requireClose(await scores(open, picked), expected, `${part.length} rows`);
          requireClose(await scoreWith(lasting, picked), expected, `${part.length} rows after others`);
        }
        return parts.map(({ length }) => `${length}`).join(", ");
      });
    },
  },
  {
    name: "the order of rows does not matter",
    fix: "Score every row by itself; with `history`, every seat like the others.",
    async run({ open, rows, history }) {
      const whole = await bothScores(open, rows);
      for (const order of [backwards, rotated]) {
        const picks = rows.map((batch) => reordered(batch, history ? batch.seats : batch.rows, order));
        const [first, next] = rows.map((batch, i) => pickRows(batch, picks[i], history ? batch.seats : 1));
        for (const [batch, values] of (await bothScores(open, [first, next])).entries()) {
          const expected = picks[batch].map((row) => whole[batch][row]);
          requireClose(values, expected, `${history ? "seats" : "rows"} in another order`);
        }
      }
      return history ? "seats in other orders" : "in other orders";
    },
  },
];

const backwards = (lane: number, lanes: number) => lanes - 1 - lane;
const rotated = (lane: number, lanes: number) => (lane + 1) % lanes;

/** Rows in an order that keeps time within each lane: a seat's rows, or one row where history does not count. */
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

function requireClose(values: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  for (let row = 0; row < expected.length; row++)
    if (!(Math.abs(values[row] - expected[row]) <= rounding * Math.max(1, Math.abs(expected[row]))))
      wrong(`${what}: row ${row} scores ${values[row]}, not ${expected[row]}`);
}
