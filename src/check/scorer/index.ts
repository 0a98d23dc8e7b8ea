import { copyRows } from "../row-arrays.ts";
import { batchChecks } from "./batches.ts";
import { seatsApart as apart, stateChecks } from "./state.ts";
import type { ScorerCheck } from "./subject.ts";
import { valueChecks } from "./values.ts";

export type { Scorer, ScorerSubject } from "./subject.ts";

/** With a copy of the rows of its own, so that a scorer that writes into them is found by the check for that. */
const onCopies = (check: ScorerCheck): ScorerCheck => ({
  ...check,
  run: ({ rows: [first, next], ...subject }) => check.run({ ...subject, rows: [copyRows(first), copyRows(next)] }),
});

export const scorerChecks = [...valueChecks, ...batchChecks, ...stateChecks].map(onCopies);

/** For a reward or a transform by itself; in an expression one part may mix the seats of another. */
export const seatsApart = onCopies(apart);
