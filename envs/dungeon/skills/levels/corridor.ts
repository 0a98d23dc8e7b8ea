import { defineSkill, walker } from "../define-skill.ts";

/**
 * Corridor: from the leftmost of some rooms to the stairs in the rightmost, through corridors that lie as chance has it.
 * Source: MiniHack, Corridor-R2, R3 and R5.
 */
export const corridor = defineSkill({
  id: "dungeon/corridor-v1",
  goal: "Find the way through the corridors to the stairs that lead down, and step onto them.",
  params: { rooms: 3 },
  limits: { rooms: { whole: [2, 6] } },
  hands: walker,
  steps: () => 1000,
  mostSteps: 1000,
  level: ({ rooms }) => ({ rooms, put: [{ hero: "room 1" }, { stairs: "down", at: `room ${rooms}` }] }),
});
