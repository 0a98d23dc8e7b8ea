import type { TermShare } from "../src/audit/index.ts";
import { columns } from "./columns.ts";
import { digits, percent } from "./numbers.ts";

/** What each term of a reward makes up of it. */
export const sharesTable = (terms: readonly TermShare[]): string =>
  columns([
    ["term", "mean a step", "deviation", "of the variance", "of the sum", ""],
    ...terms.map(({ name, mean, deviation, ofVariance, ofSum, dead, dominates }) => [
      name,
      digits(mean),
      digits(deviation),
      ofVariance === undefined ? "-" : percent(ofVariance),
      ofSum === undefined ? "-" : percent(ofSum),
      dead ? "never moves" : dominates ? "dominates" : "",
    ]),
  ]);
