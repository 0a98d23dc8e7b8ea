import { CodedError } from "../../core/index.ts";
import { chanceIn } from "../chance.ts";
import { wrong } from "../finding.ts";
import { bothScores, opened, requireEqual, type ScorerCheck, scores } from "./subject.ts";

/** What a scorer reads, and the numbers that it gives. */
export const valueChecks: readonly ScorerCheck[] = [
  {
    name: "it reads only what it declares",
    fix: "Declare in `inputs` all that evaluate reads.",
    async run({ open, rows }) {
      try {
        await bothScores(open, rows);
      } catch (thrown) {
        if (thrown instanceof CodedError && thrown.code === "reward/input") wrong(thrown.given);
        throw thrown;
      }
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
    fix: "Draw random numbers from a generator made from host.seed, and keep no state outside the instance.",
    async run({ open, rows: [rows] }) {
      requireEqual(await scores(open, rows), await scores(open, rows), "two fresh instances");
      return "2 instances";
    },
  },
  {
    name: "chance comes from the seed alone",
    fix: "Use generator(host.seed, ...) and no clock.",
    async run({ open, rows: [rows] }) {
      const called = await opened(open, async (scorer) => {
        const { called, result } = chanceIn(() => scorer.score(rows, new Float64Array(rows.rows)));
        await result;
        return called;
      });
      if (called.length) wrong(`it calls ${called.join(" and ")}`);
      return "one batch";
    },
  },
];
