import { fail } from "../../../../src/core/index.ts";
import { cellAt, enclose, fill, limit } from "../board.ts";
import { empty, goal, lava, wall } from "../codes.ts";
import { aimAt } from "../distance.ts";
import { defineGrid } from "../grid-env.ts";
import { toTheGoal } from "../missions.ts";
import { between, setAgent } from "../placing.ts";

const obstacles = ["lava", "wall"] as const;

/**
 * Crossing: rivers of lava, or walls, lie across the way to the goal, each with one gap. Ends, failed, in the lava.
 * The gaps are made on one way from corner to corner, so there always is a way.
 */
export const crossing = defineGrid({
  id: "dungeon/crossing-v1",
  goal: "Get to the green goal square.",
  params: { size: 9, crossings: 1, obstacle: "lava" as (typeof obstacles)[number] },
  limits: { size: { whole: [5, 31] }, crossings: { whole: [1, 28] }, obstacle: obstacles },
  size: ({ size }) => ({ width: size, height: size }),
  validate({ size, crossings }) {
    if (size % 2 === 0)
      fail("params/invalid", { given: `size = ${size}`, expected: "an odd size, for a river lies on every other row" });
    if (crossings > size - 3)
      fail("params/invalid", {
        given: `crossings = ${crossings} with size = ${size}`,
        expected: `at most ${size - 3}`,
      });
  },
  mission: toTheGoal,
  plan({ size, crossings, obstacle }, board) {
    const lines = (size - 3) / 2; // that a river may lie on, in each direction: 2, 4, ... size - 3
    const rivers = new Int32Array(2 * lines); // upright ones first
    const ways = new Int32Array(crossings); // 1 crosses an upright river
    const [uprights, levels] = [new Int32Array(lines + 2), new Int32Array(lines + 2)];
    return {
      draw(rng) {
        enclose(board);
        setAgent(board, 1, 1, 0);
        const corner = cellAt(board, size - 2, size - 2);
        board.cells[corner] = goal;
        for (let i = 0; i < rivers.length; i++) rivers[i] = i;
        rng.shuffle(rivers);
        let [upright, level] = [0, 0];
        uprights.fill(size - 1);
        levels.fill(size - 1);
        for (let line = 0; line < 2 * lines; line++) {
          const isChosen = rivers.indexOf(line) < crossings;
          if (!isChosen) continue;
          if (line < lines) uprights[upright++] = 2 * line + 2;
          else levels[level++] = 2 * (line - lines) + 2;
        }
        const code = obstacle === "lava" ? lava : wall;
        for (let i = 0; i < upright; i++) fill(board, uprights[i], 1, 1, size - 2, code);
        for (let i = 0; i < level; i++) fill(board, 1, levels[i], size - 2, 1, code);
        for (let i = 0; i < crossings; i++) ways[i] = i < upright ? 1 : 0;
        rng.shuffle(ways);
        let [x, y] = [0, 0]; // rivers crossed
        for (const isUpright of ways) {
          const [left, right] = [x === 0 ? 1 : uprights[x - 1] + 1, uprights[x]];
          const [top, below] = [y === 0 ? 1 : levels[y - 1] + 1, levels[y]];
          if (isUpright) board.cells[cellAt(board, uprights[x++], between(rng, top, below))] = empty;
          else board.cells[cellAt(board, between(rng, left, right), levels[y++])] = empty;
        }
        aimAt(board, corner);
        board.facts[limit] = 4 * size ** 2;
      },
      mission: () =>
        obstacle === "lava"
          ? "avoid the lava and get to the green goal square"
          : "find the opening and get to the green goal square",
    };
  },
});
