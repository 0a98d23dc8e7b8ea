import { fail } from "../../../../src/core/index.ts";
import { pickUp } from "../act.ts";
import { cellAt, enclose, failed, fill, limit, outcome, own, place, succeeded } from "../board.ts";
import { ball, empty, green, key, wall } from "../codes.ts";
import { aimAt } from "../distance.ts";
import { defineGrid } from "../grid-env.ts";
import { toTheGoal } from "../missions.ts";
import { between, setAgent } from "../placing.ts";

const right = own; // cell beside the matching thing
const wrong = own + 1;

/**
 * Memory: in a small room lies a key or a ball; a hallway leads from it to a fork with one of each, and the agent must go
 * to the one that it saw. Ends at either. Nothing can be picked up.
 */
export const memory = defineGrid({
  id: "dungeon/memory-v1",
  goal: "Go to the matching object at the end of the hallway.",
  params: { size: 13, randomLength: false },
  limits: { size: { whole: [7, 31] } },
  size: ({ size }) => ({ width: size, height: size }),
  validate({ size }) {
    if (size % 2 === 0)
      fail("params/invalid", { given: `size = ${size}`, expected: "an odd size, for the hallway is in the middle" });
  },
  mission: toTheGoal,
  plan({ size, randomLength }, board) {
    const middle = size >> 1;
    const { facts, cells } = board;
    return {
      draw(rng) {
        enclose(board);
        const end = randomLength ? between(rng, 4, size - 2) : size - 3;
        fill(board, 1, middle - 2, 4, 1, wall);
        fill(board, 1, middle + 2, 4, 1, wall);
        fill(board, 4, middle - 1, 1, 1, wall);
        fill(board, 4, middle + 1, 1, 1, wall);
        for (const side of [-1, 1]) if (end > 5) fill(board, 5, middle + side, end - 5, 1, wall);
        fill(board, end, 0, 1, size, wall);
        fill(board, end + 2, 0, 1, size, wall);
        cells[cellAt(board, end, middle)] = empty;
        setAgent(board, between(rng, 1, end + 1), middle, 0);
        const [shown, isAbove] = [rng.integer(2), rng.integer(2)];
        const things = [key + green, ball + green];
        cells[cellAt(board, 1, middle - 1)] = things[shown];
        cells[cellAt(board, end + 1, middle - 2)] = things[isAbove ? shown : 1 - shown];
        cells[cellAt(board, end + 1, middle + 2)] = things[isAbove ? 1 - shown : shown];
        facts[right] = cellAt(board, end + 1, middle + (isAbove ? -1 : 1));
        facts[wrong] = cellAt(board, end + 1, middle + (isAbove ? 1 : -1));
        aimAt(board, facts[right]);
        facts[limit] = 5 * size ** 2;
      },
      mission: () => "go to the matching object at the end of the hallway",
      allows: (action) => action !== pickUp,
      judge() {
        if (facts[place] === facts[right]) facts[outcome] = succeeded;
        else if (facts[place] === facts[wrong]) facts[outcome] = failed;
      },
    };
  },
});
