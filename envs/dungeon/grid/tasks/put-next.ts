import { putNext as asked } from "../instructions/clause.ts";
import { instructed } from "../instructions/instructed.ts";

/** Put one thing next to another, as the instruction says: in rooms full of things, by an instruction of one clause or several. */
export const putNext = instructed({
  id: "dungeon/put-next-v1",
  goal: "Put one thing next to another, as the instruction says.",
  verbs: [asked],
  clauses: 1,
  places: false,
  locked: 0,
});
