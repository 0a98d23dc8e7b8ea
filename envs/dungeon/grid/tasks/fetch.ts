import { tookUp } from "../act.ts";
import { carried, enclose, failed, limit, outcome, own, succeeded } from "../board.ts";
import { nameOf } from "../codes.ts";
import { aim } from "../distance.ts";
import { defineGrid } from "../grid-env.ts";
import { told } from "../missions.ts";
import { putAgent, putIn, within } from "../placing.ts";
import { requireRoom } from "../room-for.ts";
import { anyThing, keysAndBalls } from "../things.ts";

const wanted = own; // its code
const phrase = own + 1;
const phrases = ["get a", "go get a", "fetch a", "go fetch a", "you must fetch a"];

/** Fetch: pick up the thing that is asked for, of those that lie about. Ends when anything is picked up. */
export const fetch = defineGrid({
  id: "dungeon/fetch-v1",
  goal: "Fetch the thing that is asked for.",
  params: { size: 8, things: 3 },
  limits: { size: { whole: [5, 32] }, things: { whole: [1, 32] } },
  size: ({ size }) => ({ width: size, height: size }),
  validate: ({ size, things }) => requireRoom("things", things, Math.floor((size - 2) ** 2 / 2)),
  seesThroughWalls: true,
  mission: told,
  plan({ size, things }, board) {
    const { facts, cells } = board;
    const there = new Int32Array(things);
    return {
      draw(rng) {
        enclose(board);
        for (let i = 0; i < things; i++) {
          there[i] = anyThing(rng, keysAndBalls);
          putIn(board, rng, within(board), there[i]);
        }
        putAgent(board, rng, within(board));
        facts[wanted] = there[rng.integer(things)];
        facts[phrase] = rng.integer(phrases.length);
        aim(board, (cell) => cells[cell] === facts[wanted]);
        facts[limit] = 5 * size ** 2;
      },
      mission: () => `${phrases[facts[phrase]]} ${nameOf(facts[wanted])}`,
      judge(_, did) {
        if (did === tookUp) facts[outcome] = facts[carried] === facts[wanted] ? succeeded : failed;
      },
    };
  },
});
