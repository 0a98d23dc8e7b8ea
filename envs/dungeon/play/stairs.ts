import { itemNamed } from "../data/items.ts";
import { terrain as is } from "../data/terrain.ts";
import { say } from "../display/say.ts";
import { gainExperience } from "../hero/growth.ts";
import { cavesFrom, mainLevels } from "../levels/places.ts";
import { travel } from "../levels/travel.ts";
import type { Game } from "../state/game.ts";
import { my, status } from "../state/hero.ts";
import { happened } from "../state/tally.ts";

const orb = itemNamed("Orb of the Deep");

/** Goes down the stairs that the hero stands on. */
export function goDown(game: Game): boolean {
  const { me, terrain } = game;
  const ground = terrain[me[my.cell]];
  if (ground !== is.stairsDown && ground !== is.ladderDown) {
    say(game, "There are no stairs down here.");
    return false;
  }
  if (isStuck(game)) return true;
  if (ground === is.ladderDown) travel(game, mainLevels, "branch");
  else travel(game, me[my.place] + 1, "down");
  me[my.fell] = 1;
  return true;
}

/** Goes up the stairs; from the first level only the Orb opens the way out. */
export function goUp(game: Game): boolean {
  const { me, terrain, pack, itemKind } = game;
  const ground = terrain[me[my.cell]];
  if (ground !== is.stairsUp && ground !== is.ladderUp) {
    say(game, "There are no stairs up here.");
    return false;
  }
  if (isStuck(game)) return true;
  if (ground === is.ladderUp) travel(game, cavesFrom(me[my.levelSeed]) - 1, "branch");
  else if (me[my.place] === 0) {
    if (!pack.some((item) => item !== 0 && itemKind[item] === orb)) {
      say(game, "The gate is barred.  You may leave when you bring the Orb of the Deep.");
      return false;
    }
    say(game, "You step out into the daylight with the Orb of the Deep.  You have won!");
    gainExperience(game, 0, 50_000);
    me[my.status] = status.won;
    game.tally[happened.won]++;
    return true;
  } else travel(game, me[my.place] - 1, "up");
  me[my.fell] = 1;
  return true;
}

function isStuck(game: Game): boolean {
  const { me } = game;
  if (me[my.heldBy] === 0 && me[my.heldTurns] === 0 && me[my.pitTurns] === 0) return false;
  say(game, "You are held back.");
  return true;
}
