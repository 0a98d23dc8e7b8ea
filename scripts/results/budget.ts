import { tmpdir } from "node:os";
import { join } from "node:path";

const { RESULTS_SHARE = "1" } = process.env;

/**
 * How much of every budget is spent, above 0 and at most 1, from `RESULTS_SHARE`. With less than all of it a page is only
 * a try: it says so, and is put into the system's folder for such things.
 */
export const share = Number(RESULTS_SHARE);
if (!(share > 0 && share <= 1)) throw new Error(`RESULTS_SHARE = ${RESULTS_SHARE}; expected a number in (0, 1]`);

/** Where pages and what they show are put. */
export const folder = share === 1 ? "docs/results" : join(tmpdir(), "rewardgym-results");

/** So much of a count, and no less than can be measured at all. */
export const ofBudget = (count: number, lowest = 1): number =>
  Math.min(count, Math.max(lowest, Math.round(count * share)));
