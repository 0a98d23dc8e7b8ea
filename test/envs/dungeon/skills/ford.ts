import { defineSkill, walker } from "../../../../envs/dungeon/skills/define-skill.ts";

/** Ford: a river two cells wide, three boulders, and perhaps a sleeper on the other side. */
export const ford = defineSkill({
  id: "dungeon/ford-v1",
  goal: "Push boulders into the river, and step onto the stairs on the other side.",
  params: { boulders: 3 },
  limits: { boulders: { whole: [2, 5] } },
  hands: walker,
  steps: () => 200,
  mostSteps: 200,
  level: ({ boulders }) => ({
    map: `
      aaaaaaa}}bbb
      aaccccc}}bbb
      aaccccc}}bbb
      aaaaaaa}}bbb`,
    put: [
      { hero: "a" },
      { ground: "boulder", at: "c", count: boulders },
      { stairs: "down", at: "b" },
      { monster: "any", at: "b", asleep: true, chance: 50 },
    ],
  }),
});
