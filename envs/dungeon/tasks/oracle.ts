import { defineEnv } from "../../../src/core/index.ts";
import { monsterNamed } from "../data/monsters.ts";
import type { Game } from "../state/game.ts";
import { offsets } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import { taskOf, wholeGame } from "../whole-game.ts";
import { dungeonWorld } from "../world.ts";

const seer = monsterNamed("seer");

/**
 * Oracle: find the seer, who sits in a hall on one of levels 5 to 8, and come to a cell next to hers. Ends there, or with
 * death. The yardstick is 1 for a hero who did it, else 0; `deepest` tells how far the others came. Source: NLE, NetHackOracle.
 */
export const oracle = defineEnv({
  id: "dungeon/oracle-v1",
  goal: "Go down to the seer's hall, on one of levels 5 to 8, and stand next to the seer.",
  ...wholeGame,
  score: ({ features: { success } }) => success.last,
  yardsticks: { deepest: ({ features: { deepest } }) => deepest.last },
  create: (params, slot) => dungeonWorld({ ...taskOf(params), ends: isNextToSeer }, slot),
});

function isNextToSeer({ me, monsterAt, monsterKind }: Game): boolean {
  for (let direction = 0; direction < 8; direction++)
    if (monsterKind[monsterAt[me[my.cell] + offsets[direction]]] === seer) return true;
  return false;
}
