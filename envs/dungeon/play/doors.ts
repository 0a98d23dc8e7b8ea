import { weightOf } from "../data/items.ts";
import { cellFlag, terrain as is, isClosedDoor, isFooting, isOpenDoor } from "../data/terrain.ts";
import { putThisItem, say } from "../display/say.ts";
import { hurtFoot, strike, toHit } from "../hero/fight.ts";
import { gift } from "../hero/properties.ts";
import { placeOnFloor, takeFromFloor } from "../items/lists.ts";
import { provoke, wakeNear } from "../monsters/temper.ts";
import { below, oneIn } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { offsets } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import { happened } from "../state/tally.ts";
import { shopAt } from "./shop.ts";
import { changeSight } from "./sight-change.ts";

/** Opens a door that is closed and not locked; it may stick. */
export function openDoor(game: Game, cell: number): boolean {
  const { me, terrain, tally } = game;
  if (below(game, 20) >= Math.floor((me[my.strength] + me[my.dexterity] + me[my.constitution]) / 3)) {
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
  if (isOpenDoor[ground]) say(game, "This door is already open.");
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
  if (isClosedDoor[ground]) say(game, "This door is already closed.");
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
    const skill = me[my.strength] + me[my.dexterity] + me[my.constitution] + (me[my.gifts] & gift.martialArts ? 10 : 0);
    if (below(game, 100) < skill - 15 + (flags[cell] & cellFlag.locked ? 0 : 10)) {
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
    say(game, "You kick the air.");
    if (oneIn(game, 10)) say(game, "Your leg hurts.");
    return true;
  }
  say(game, "That was hard!  Your foot hurts.");
  hurtFoot(game);
  return true;
}

function kickMonster(game: Game, monster: number): boolean {
  const { me, monsterState } = game;
  provoke(game, monster);
  monsterState[monster] &= ~1;
  if (toHit(game, monster, 0) <= 1 + below(game, 20)) {
    say(game, "Your kick misses.");
    return true;
  }
  const martial = (me[my.gifts] & gift.martialArts) !== 0;
  strike(
    game,
    monster,
    1 +
      below(
        game,
        Math.max(2, Math.floor((me[my.strength] + me[my.dexterity] + me[my.constitution]) / 15) + (martial ? 5 : 0)),
      ),
    "You kick ",
  );
  return true;
}

/** Light things fly a few cells. */
function kickItem(game: Game, item: number, from: number, direction: number): boolean {
  const { itemKind, itemCount, terrain, monsterAt, me } = game;
  const weight = weightOf[itemKind[item]] * itemCount[item];
  const reach = Math.min(8, Math.floor((me[my.strength] * 2 - Math.floor(weight / 20)) / 4));
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
