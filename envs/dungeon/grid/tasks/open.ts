import { open as asked } from "../instructions/clause.ts";
import { instructed } from "../instructions/instructed.ts";

/** Open the door that the instruction says: in rooms full of things, by an instruction of one clause or several. */
export const open = instructed({
  id: "dungeon/open-v1",
  goal: "Open the door that the instruction says.",
  verbs: [asked],
  clauses: 1,
  places: false,
  locked: 0,
});
