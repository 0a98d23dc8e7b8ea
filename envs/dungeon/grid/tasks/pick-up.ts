import { pickUp as asked } from "../instructions/clause.ts";
import { instructed } from "../instructions/instructed.ts";

/** Pick up what the instruction says: in rooms full of things, by an instruction of one clause or several. */
export const pickUp = instructed({
  id: "dungeon/pick-up-v1",
  goal: "Pick up what the instruction says.",
  verbs: [asked],
  clauses: 1,
  places: false,
  locked: 0,
});
