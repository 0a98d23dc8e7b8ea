import { weightOf } from "../data/items.ts";
import { cellFlag, terrain as is, isClosedDoor, isFooting, isOpenDoor } from "../data/terrain.ts";
import { putThisItem, say } from "../display/say.ts";
import { damageBonus, hurtFoot, strike, toHit } from "../hero/fight.ts";
import { gift } from "../hero/properties.ts";
import { placeOnFloor, takeFromFloor } from "../items/lists.ts";
import { provoke, wakeNear } from "../monsters/temper.ts";
import { below, between, oneIn } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { offsets } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import { happened } from "../state/tally.ts";
import { shopAt } from "./shop.ts";
import { changeSight } from "./sight-change.ts";

/** Opens a door that is closed and not locked; one try in five it sticks. */
export function openDoor(game: Game, cell: number): boolean {
  const { terrain, tally } = game;
  if (oneIn(game, 5)) {
    say(game, "The door sticks.");
    return true;
  }
  terrain[cell] = terrain[cell] === is.closedVertical ? is.openVertical : is.openHorizontal;
  tally[happened.opened]++;
  say(game, "The door opens.");
  changeSight(game, cell);
  return true;
}

/** The command to open: says why not, where it cannot be. */
export function openTowards(game: Game, direction: number): boolean {
  const { me, terrain, flags } = game;
  const cell = me[my.cell] + offsets[direction];
  const ground = terrain[cell];
  if (isOpenDoor[ground]) say(game, "It stands open.");
  else if (!isClosedDoor[ground])
    say(game, ground === is.doorway ? "There is no door in this doorway." : "There is no door.");
  else if (flags[cell] & cellFlag.locked) say(game, "The door is locked.");
  else return openDoor(game, cell);
  return false;
}

export function closeTowards(game: Game, direction: number): boolean {
  const { me, terrain, monsterAt, itemAt } = game;
  const cell = me[my.cell] + offsets[direction];
  const ground = terrain[cell];
  if (isClosedDoor[ground]) say(game, "It is shut.");
  else if (!isOpenDoor[ground])
    say(game, ground === is.doorway ? "There is no door in this doorway." : "There is no door.");
  else if (monsterAt[cell] !== 0 || itemAt[cell] !== 0) say(game, "Something blocks the door.");
  else {
    terrain[cell] = ground === is.openVertical ? is.closedVertical : is.closedHorizontal;
    say(game, "The door closes.");
    changeSight(game, cell);
    return true;
  }
  return false;
}

/** Kicks what is there: a door, a monster, a thing; anything else hurts. */
export function kick(game: Game, direction: number): boolean {
  const { me, terrain, monsterAt, itemAt, tally, flags } = game;
  tally[happened.kicked]++;
  if (me[my.pitTurns] > 0 || me[my.heldTurns] > 0) {
    say(game, "You have no room to kick.");
    return false;
  }
  const cell = me[my.cell] + offsets[direction];
  const monster = monsterAt[cell];
  if (monster !== 0) return kickMonster(game, monster);
  const item = itemAt[cell];
  if (item !== 0 && isFooting[terrain[cell]]) return kickItem(game, item, cell, direction);
  const ground = terrain[cell];
  if (isClosedDoor[ground]) {
    // 2 in a hundred for every point of strength, and more for a trained leg or where no lock holds the door
    const isLocked = (flags[cell] & cellFlag.locked) !== 0;
    const chance = 2 * me[my.strength] + (me[my.gifts] & gift.martialArts ? 10 : 0) + (isLocked ? 0 : 10);
    if (below(game, 100) < chance) {
      say(game, "The door flies off its hinges!");
      terrain[cell] = is.doorway;
      flags[cell] &= ~cellFlag.locked;
      tally[happened.opened]++;
      wakeNear(game, 10);
      changeSight(game, cell);
    } else say(game, "The door shakes but holds.");
    return true;
  }
  if (ground === is.secretDoorVertical || ground === is.secretDoorHorizontal || ground === is.secretCorridor) {
    if (oneIn(game, 3)) {
      say(
        game,
        ground === is.secretCorridor ? "The rock gives way: a hidden passage!" : "The wall gives way: a hidden door!",
      );
      terrain[cell] = ground === is.secretCorridor ? is.corridor : is.doorway;
      tally[happened.found]++;
      changeSight(game, cell);
      return true;
    }
  }
  if (isFooting[ground] || isOpenDoor[ground]) {
    say(game, "Your foot meets nothing.");
    return true;
  }
  say(game, "That was hard!  Your foot hurts.");
  hurtFoot(game);
  return true;
}

function kickMonster(game: Game, monster: number): boolean {
  const { me, monsterState } = game;
  provoke(game, monster);
  const chance = toHit(game, monster, 0);
  monsterState[monster] &= ~1;
  if (below(game, 100) >= chance) {
    say(game, "Your kick misses.");
    return true;
  }
  const trained = me[my.gifts] & gift.martialArts ? 3 : 0;
  strike(game, monster, Math.max(1, between(game, 1, 3) + damageBonus(game) + trained), "You kick ");
  return true;
}

/** Things fly 8 cells far, a cell less for every 25 of weight. */
function kickItem(game: Game, item: number, from: number, direction: number): boolean {
  const { itemKind, itemCount, terrain, monsterAt } = game;
  const weight = weightOf[itemKind[item]] * itemCount[item];
  const reach = 8 - Math.floor(weight / 25);
  if (reach < 1 || shopAt(game, from) !== 0) {
    say(game, "It does not fly far.");
    return true;
  }
  let cell = from;
  for (let flown = 0; flown < reach; flown++) {
    const next = cell + offsets[direction];
    if (isFooting[terrain[next]] === 0 || monsterAt[next] !== 0 || (direction >= 4 && isOpenDoor[terrain[next]])) break;
    cell = next;
  }
  if (cell === from) {
    say(game, "It does not fly far.");
    return true;
  }
  putThisItem(game, item, "You kick the ");
  say(game, ".");
  takeFromFloor(game, item);
  placeOnFloor(game, item, cell);
  return true;
}
