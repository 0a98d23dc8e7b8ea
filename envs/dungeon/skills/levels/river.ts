import { defineSkill, walker } from "../define-skill.ts";

const bank = 12; // columns on the hero's side
const across = 25;

/**
 * River: push boulders into the river until they make a ford, and come to the stairs on the other side. A boulder that
 * sinks leaves solid ground. Source: MiniHack, River, River-Narrow, River-Monster, River-Lava and River-MonsterLava.
 */
export const river = defineSkill({
  id: "dungeon/river-v1",
  goal: "Push boulders into the river, cross it, and step onto the stairs on the other side.",
  params: { width: 3, boulders: 5, lava: false, monsters: 0 },
  limits: { width: { whole: [1, 5] }, boulders: { whole: [1, 8] }, monsters: { whole: [0, 8] } },
  hands: walker,
  steps: () => 350,
  mostSteps: 350,
  level: ({ width, boulders, lava, monsters }) => ({
    map: Array.from({ length: 7 }, (_, row) => {
      const near = row === 0 || row === 6 ? "a".repeat(bank) : `aa${"b".repeat(bank - 2)}`;
      return near + (lava ? "~" : "}").repeat(width) + "c".repeat(across - bank - width);
    }).join("\n"),
    put: [
      { hero: [0, 0, 1, 6] },
      { stairs: "down", at: "c" },
      { ground: "boulder", at: "b", count: boulders },
      { monster: "any", at: "c", count: monsters },
    ],
  }),
});
