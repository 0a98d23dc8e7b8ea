import { copyRows } from "../row-arrays.ts";
import { batchChecks } from "./batches.ts";
import { stateChecks } from "./state.ts";
import type { ScorerCheck } from "./subject.ts";
import { valueChecks } from "./values.ts";

export type { Scorer, ScorerSubject } from "./subject.ts";

/** Every check has its own copy of the rows, so that a scorer that writes into them is found by the check for that. */
export const scorerChecks = [...valueChecks, ...batchChecks, ...stateChecks].map(
  (check): ScorerCheck => ({
    ...check,
    run: ({ rows: [first, next], ...subject }) => check.run({ ...subject, rows: [copyRows(first), copyRows(next)] }),
  }),
);
