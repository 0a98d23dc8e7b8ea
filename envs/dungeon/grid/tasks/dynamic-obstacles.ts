import { fail, type Rng } from "../../../../src/core/index.ts";
import { forward, right } from "../act.ts";
import { ahead, cellAt, enclose, failed, limit, outcome, own, place } from "../board.ts";
import { ball, blue, empty, goal } from "../codes.ts";
import { aimAt } from "../distance.ts";
import { defineGrid } from "../grid-env.ts";
import { toTheGoal } from "../missions.ts";
import { putAgent, putIn, setAgent, within } from "../placing.ts";

const mostObstacles = 32;
const mostTries = 20;
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
          const to = freeBeside(rng, from);
          cells[from] = empty;
          cells[to] = ball + blue;
          facts[balls + i] = to;
        }
      },
      judge() {
        if (facts[hit]) facts[outcome] = failed;
      },
    };

    /** A random free cell beside a ball; its own where none is found. */
    function freeBeside(rng: Rng, from: number): number {
      for (let tries = 0; tries < mostTries; tries++) {
        const way = rng.integer(9);
        const to = from + ((way % 3) - 1) + (((way / 3) | 0) - 1) * board.stride;
        if (cells[to] === empty && to !== facts[place]) return to;
      }
      return from;
    }
  },
});
