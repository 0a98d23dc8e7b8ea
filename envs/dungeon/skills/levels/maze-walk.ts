import { fail } from "../../../../src/core/index.ts";
import { defineSkill, walker } from "../define-skill.ts";

const large = 225; // cells from which on a maze takes long

/** Maze walk: come to the stairs of a maze without loops. Source: MiniHack, MazeWalk-9x9, 15x15, 45x19 and Mapped. */
export const mazeWalk = defineSkill({
  id: "dungeon/maze-walk-v1",
  goal: "Find the way through the maze to the stairs that lead down, and step onto them.",
  params: { columns: 9, rows: 9, mapped: false },
  limits: { columns: { whole: [3, 75] }, rows: { whole: [3, 19] } },
  hands: walker,
  steps: ({ columns, rows }) => (columns * rows > large ? 1000 : 200),
  mostSteps: 1000,
  validate({ columns, rows }) {
    if (columns % 2 === 0 || rows % 2 === 0)
      fail("params/invalid", { given: `a maze of ${columns} x ${rows}`, expected: "odd numbers" });
  },
  level: ({ columns, rows, mapped }) => ({
    size: [columns, rows],
    mapped,
    put: [{ maze: [0, 0, columns - 1, rows - 1] }, { hero: [0, 0, columns - 1, rows - 1] }, { stairs: "down" }],
  }),
});
