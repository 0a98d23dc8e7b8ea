import { defineSkill, walker } from "../define-skill.ts";
import type { Ground } from "../names.ts";

const signs: readonly Ground[] = ["fountain", "altar", "sink", "throne"];
const longest = 40; // cells from the sign to the fork

/**
 * Memento: the sign at the start (a fountain, an altar, a sink or a throne) says which way at the fork leads to the spark
 * mite: the first of them from the top, the second, and so on. Killing it is success; stepping on a squeaky board, which
 * all the other ways have, is failure. Source: MiniHack, Memento-Short-F2, F2 and F4.
 */
export const memento = defineSkill({
  id: "dungeon/memento-v1",
  goal: "Remember the sign at the start, take the way at the fork that it stands for, and kill the spark mite.",
  params: { ways: 2, length: 10 },
  limits: { ways: { whole: [2, 4] }, length: { whole: [1, longest] } },
  hands: walker,
  steps: () => 5000,
  mostSteps: 5000,
  level({ ways, length }) {
    const row = ways - 1;
    const corridor = "#".repeat(length);
    const lines = Array.from({ length: 2 * ways - 1 }, (_, y) => {
      const start = y === row ? `s@.${corridor}` : " ".repeat(3 + length);
      return start + (y % 2 === 0 ? "########" : "#");
    });
    const end = length + 10; // the last cell of each way
    return {
      map: lines.join("\n"),
      goal: { slay: "spark mite" },
      fails: { event: "trapped" },
      put: [
        {
          oneOf: Array.from({ length: ways }, (_, right) => [
            { ground: signs[right], at: "s" },
            { monster: "spark mite", at: [end, 2 * right] as const, asleep: true },
            ...Array.from({ length: ways }, (_, way) => way)
              .filter((way) => way !== right)
              .map((way) => ({ trap: "squeakyBoard", at: [end - 1, 2 * way] }) as const),
          ]),
        },
      ],
    };
  },
});
