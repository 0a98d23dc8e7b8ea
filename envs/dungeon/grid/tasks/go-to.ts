import { goTo as asked } from "../instructions/clause.ts";
import { instructed } from "../instructions/instructed.ts";

/** Go to what the instruction says: in rooms full of things, by an instruction of one clause or several. */
export const goTo = instructed({
  id: "dungeon/go-to-v1",
  goal: "Go to what the instruction says.",
  verbs: [asked],
  clauses: 1,
  places: false,
  locked: 0,
});
