import { fail } from "../../../../src/core/index.ts";
import { forward, right } from "../act.ts";
import { ahead, cellAt, columnOf, enclose, failed, limit, outcome, own, rowOf } from "../board.ts";
import { ball, blue, empty, goal } from "../codes.ts";
import { aimAt } from "../distance.ts";
import { defineGrid } from "../grid-env.ts";
import { toTheGoal } from "../missions.ts";
import { freeCell, putAgent, putIn, setAgent, within } from "../placing.ts";

const mostObstacles = 32;
const hit = own; // whether the way ahead was blocked before things moved
const balls = own + 1; // their cells

/**
 * Dynamic obstacles: balls roll about at random between the agent and the goal. Ends, failed, when the agent walks into
 * anything, walls included. It can only turn and walk.
 */
export const dynamicObstacles = defineGrid({
  id: "dungeon/dynamic-obstacles-v1",
  goal: "Get to the green goal square without touching the rolling balls.",
  params: { size: 8, obstacles: 4, start: "corner" as "corner" | "random" },
  limits: { size: { whole: [5, 32] }, obstacles: { whole: [1, mostObstacles] }, start: ["corner", "random"] },
  size: ({ size }) => ({ width: size, height: size }),
  validate({ size, obstacles }) {
    const most = (size >> 1) + 1;
    if (obstacles > most)
      fail("params/invalid", { given: `obstacles = ${obstacles} with size = ${size}`, expected: `at most ${most}` });
  },
  seesThroughWalls: true,
  actions: forward + 1,
  mission: toTheGoal,
  plan({ size, obstacles, start }, board) {
    const { facts, cells } = board;
    const around = { left: 0, top: 0, width: 3, height: 3 };
    return {
      draw(rng) {
        enclose(board);
        const corner = cellAt(board, size - 2, size - 2);
        cells[corner] = goal;
        if (start === "corner") setAgent(board, 1, 1, 0);
        else putAgent(board, rng, within(board));
        for (let i = 0; i < obstacles; i++) facts[balls + i] = putIn(board, rng, within(board), ball + blue);
        aimAt(board, corner);
        facts[limit] = 4 * size ** 2;
      },
      mission: () => "get to the green goal square",
      move(rng, action) {
        const before = cells[ahead(board)];
        facts[hit] = action > right && before !== empty && before !== goal ? 1 : 0;
        for (let i = 0; i < obstacles; i++) {
          const from = facts[balls + i];
          around.left = columnOf(board, from) - 1;
          around.top = rowOf(board, from) - 1;
          const to = freeOrStay(rng, from);
          cells[from] = empty;
          cells[to] = ball + blue;
          facts[balls + i] = to;
        }
      },
      judge() {
        if (facts[hit]) facts[outcome] = failed;
      },
    };

    /** A free cell beside a ball, or its own where there is none. */
    function freeOrStay(rng: Parameters<typeof freeCell>[1], from: number): number {
      const before = facts[outcome];
      const to = freeCell(board, rng, around);
      if (to !== 0) return to;
      facts[outcome] = before;
      return from;
    }
  },
});
