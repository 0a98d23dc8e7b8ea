import { defineEnv } from "../../../src/core/index.ts";
import { isOnStairsDown } from "../features.ts";
import type { Game } from "../state/game.ts";
import { offsets } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import { gameParams, taskOf, wholeGame } from "../whole-game.ts";
import { dungeonWorld } from "../world.ts";

/**
 * Pet: step onto stairs that lead down with a pet on one of the eight cells around. Ends there, or with death; without a pet
 * the stairs are only stairs. The yardstick is 1 for a hero who did it, else 0. Source: NLE, NetHackStaircasePet.
 */
export const pet = defineEnv({
  id: "dungeon/pet-v1",
  goal: "Find stairs that lead down and step onto them with your pet next to you.",
  ...wholeGame,
  params: gameParams,
  score: ({ features: { success } }) => success.last,
  create: (params, slot) =>
    dungeonWorld(
      { ...taskOf({ ...params, pet: true }), ends: (game) => isOnStairsDown(game) && hasPetBeside(game) },
      slot,
    ),
});

function hasPetBeside({ me, monsterAt, monsterTame }: Game): boolean {
  for (let direction = 0; direction < 8; direction++)
    if (monsterTame[monsterAt[me[my.cell] + offsets[direction]]] > 0) return true;
  return false;
}
