import { putDown, tookUp } from "../act.ts";
import { ahead, carried, enclose, failed, limit, outcome, own, succeeded } from "../board.ts";
import { colours, nameOf } from "../codes.ts";
import { aimAt } from "../distance.ts";
import { defineGrid } from "../grid-env.ts";
import { told } from "../missions.ts";
import { isNear, putAgent, putIn, within } from "../placing.ts";
import { requireRoom } from "../room-for.ts";
import { keysBallsAndBoxes, unlikeThings } from "../things.ts";

const movedCode = own;
const targetCode = own + 1;
const targetCell = own + 2;

/**
 * Put near: put one thing beside another, corners included; no two things are near each other at the start. Ends, failed,
 * when another thing is picked up, and with the first thing that is put down.
 */
export const putNear = defineGrid({
  id: "dungeon/put-near-v1",
  goal: "Put one thing near another.",
  params: { size: 6, things: 2 },
  limits: { size: { whole: [6, 32] }, things: { whole: [2, keysBallsAndBoxes.length * colours.length] } },
  size: ({ size }) => ({ width: size, height: size }),
  validate: ({ size, things }) => requireRoom("things", things, Math.floor((size - 2) ** 2 / 8)),
  seesThroughWalls: true,
  mission: told,
  plan({ size, things }, board) {
    const { facts } = board;
    const there = new Int32Array(things);
    const places = new Int32Array(things);
    let placed = 0;
    const isCrowded = (cell: number) => {
      for (let i = 0; i < placed; i++) if (isNear(board, cell, places[i])) return true;
      return false;
    };
    return {
      draw(rng) {
        enclose(board);
        unlikeThings(rng, keysBallsAndBoxes, there);
        for (placed = 0; placed < things; placed++)
          places[placed] = putIn(board, rng, within(board), there[placed], isCrowded);
        putAgent(board, rng, within(board));
        const thing = rng.integer(things);
        const target = (thing + 1 + rng.integer(things - 1)) % things;
        facts[movedCode] = there[thing];
        facts[targetCode] = there[target];
        facts[targetCell] = places[target];
        aimAt(board, places[thing]);
        facts[limit] = 5 * size;
      },
      mission: () => `put the ${nameOf(facts[movedCode])} near the ${nameOf(facts[targetCode])}`,
      judge(_, did) {
        if (did === tookUp) {
          if (facts[carried] === facts[movedCode]) aimAt(board, facts[targetCell]);
          else facts[outcome] = failed;
        } else if (did === putDown)
          facts[outcome] = isNear(board, ahead(board), facts[targetCell]) ? succeeded : failed;
      },
    };
  },
});
