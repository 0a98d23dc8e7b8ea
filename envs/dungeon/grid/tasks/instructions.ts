import { goTo, open, pickUp, putNext } from "../instructions/clause.ts";
import { instructed } from "../instructions/instructed.ts";

/** Instructions: everything at once, as on BabyAI's boss level; with `clauses: 1` and no `places` it is its synth level. */
export const instructions = instructed({
  id: "dungeon/instructions-v1",
  goal: "Do what the instruction says.",
  verbs: [goTo, pickUp, open, putNext],
  clauses: 4,
  places: true,
  locked: 0.5,
});
