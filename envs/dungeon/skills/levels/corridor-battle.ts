import { defineSkill, walker } from "../define-skill.ts";

/** Corridor battle: six giant rats come for the hero, who fights them one by one where it is narrow. Source: MiniHack, CorridorBattle. */
export const corridorBattle = defineSkill({
  id: "dungeon/corridor-battle-v1",
  goal: "Fight your way through the rats to the stairs that lead down.",
  params: { rats: 6, lit: true },
  limits: { rats: { whole: [0, 10] } },
  hands: { ...walker, role: "fighter" },
  steps: () => 350,
  mostSteps: 350,
  level: ({ rats, lit }) => ({
    map: `
      |-----|        |---------|
      |aaaaa|        |.........|
      |aaaaa|        |rrrrr...b|
      |aaaaa:########:rrrrr...b|
      |aaaaa|        |rrrrr...b|
      |aaaaa|        |.........|
      |-----|        |---------|`,
    lit,
    put: [{ hero: "a" }, { stairs: "down", at: "b" }, { monster: "giant rat", at: "r", count: rats }],
  }),
});
