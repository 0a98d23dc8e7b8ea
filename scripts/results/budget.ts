import { tmpdir } from "node:os";
import { join } from "node:path";

const { RESULTS_SHARE = "1" } = process.env;

/**
 * The share of every budget to spend, above 0 and at most 1, from `RESULTS_SHARE`. With less than 1 a page is only a
 * trial: it says so, and is written to the system's temporary folder.
 */
export const share = Number(RESULTS_SHARE);
if (!(share > 0 && share <= 1)) throw new Error(`RESULTS_SHARE = ${RESULTS_SHARE}; expected a number in (0, 1]`);

/** The folder of pages and their pictures. */
export const folder = share === 1 ? "docs/results" : join(tmpdir(), "rewardgym-results");

/** The share of a count, but at least the smallest count that can be measured. */
export const ofBudget = (count: number, lowest = 1): number =>
  Math.min(count, Math.max(lowest, Math.round(count * share)));
