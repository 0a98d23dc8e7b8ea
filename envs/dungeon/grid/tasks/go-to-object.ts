import { done, toggle } from "../act.ts";
import { enclose, failed, limit, outcome, own, place, succeeded } from "../board.ts";
import { colours, nameOf } from "../codes.ts";
import { aimAt } from "../distance.ts";
import { defineGrid } from "../grid-env.ts";
import { told } from "../missions.ts";
import { isBeside, putAgent, putIn, within } from "../placing.ts";
import { requireRoom } from "../room-for.ts";
import { keysBallsAndBoxes, unlikeThings } from "../things.ts";

const wanted = own; // its cell
const wantedCode = own + 1;

/** Go to object: go to the thing that is asked for and say `done` beside it. Ends, failed, with `done` elsewhere or `toggle`. */
export const goToObject = defineGrid({
  id: "dungeon/go-to-object-v1",
  goal: "Go to the object that is asked for.",
  params: { size: 6, things: 2 },
  limits: { size: { whole: [5, 32] }, things: { whole: [1, keysBallsAndBoxes.length * colours.length] } },
  size: ({ size }) => ({ width: size, height: size }),
  validate: ({ size, things }) => requireRoom("things", things, Math.floor((size - 2) ** 2 / 3)),
  seesThroughWalls: true,
  mission: told,
  plan({ size, things }, board) {
    const { facts } = board;
    const there = new Int32Array(things);
    return {
      draw(rng) {
        enclose(board);
        unlikeThings(rng, keysBallsAndBoxes, there);
        const chosen = rng.integer(things);
        for (let i = 0; i < things; i++) {
          const cell = putIn(board, rng, within(board), there[i]);
          if (i === chosen) facts[wanted] = cell;
        }
        facts[wantedCode] = there[chosen];
        putAgent(board, rng, within(board));
        aimAt(board, facts[wanted]);
        facts[limit] = 5 * size ** 2;
      },
      mission: () => `go to the ${nameOf(facts[wantedCode])}`,
      judge(action) {
        if (action === toggle) facts[outcome] = failed;
        else if (action === done) facts[outcome] = isBeside(board, facts[place], facts[wanted]) ? succeeded : failed;
      },
    };
  },
});
