import { say } from "../display/say.ts";
import { placeHero, placeNear, removeMonster } from "../monsters/place.ts";
import { healingTurns, monsterBit } from "../monsters/state.ts";
import type { Arrival } from "../play/rules.ts";
import { lookAround } from "../play/sight.ts";
import { seedDice } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { isNear } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import { happened } from "../state/tally.ts";
import { arrivalCell } from "./build.ts";
import { packLevel, unpackLevel } from "./keep.ts";
import { depthBelow } from "./places.ts";

const kept = new Int32Array(4); // the dice while a level is built
const companion = new Int32Array(6); // a pet that comes along

/** Goes to a level: the present one is kept, the other one built from the seed or taken back. Pets that are near come along. */
export function travel(game: Game, place: number, arrival: Arrival): void {
  const { me, tally, archive, screen } = game;
  const pet = takeCompanion(game);
  archive.put(me[my.place], packLevel(game));
  const before = me[my.depth];
  me[my.place] = place;
  me[my.depth] = depthBelow(me[my.levelSeed], place);
  tally[me[my.depth] > before ? happened.descended : happened.ascended]++;
  const record = archive.find(place);
  if (record >= 0) {
    const away = unpackLevel(game, archive.read(record));
    recover(game, away);
    placeHero(game, arrivalCell(game, arrival));
  } else {
    me[my.cell] = 0;
    placeHero(game, buildLevel(game, place, arrival));
  }
  me[my.deepest] = Math.max(me[my.deepest], me[my.depth]);
  if (pet) returnCompanion(game);
  me[my.lastCell] = me[my.cell];
  screen.stale = true;
  lookAround(game);
}

/** Builds a level with dice of its own, so that levels depend on the seed and not on what was played before. */
export function buildLevel(game: Game, place: number, arrival: Arrival): number {
  const { dice, me } = game;
  kept.set(dice);
  seedDice(dice, me[my.levelSeed], place);
  const cell = game.rules.build(game, place, arrival);
  dice.set(kept);
  return cell;
}

/** Monsters heal and wake up while the hero is away. */
function recover(game: Game, turns: number): void {
  const { me, monsterKind, monsterHp, monsterHpMax, monsterWait } = game;
  for (let monster = 1; monster <= me[my.monsterTop]; monster++) {
    if (monsterKind[monster] === 0) continue;
    monsterHp[monster] = Math.min(monsterHpMax[monster], monsterHp[monster] + Math.floor(turns / healingTurns));
    if (turns > 20) monsterWait[monster] = 0;
  }
}

function takeCompanion(game: Game): boolean {
  const { me, monsterKind, monsterTame, monsterCell, monsterState } = game;
  for (let monster = 1; monster <= me[my.monsterTop]; monster++) {
    if (monsterKind[monster] === 0 || monsterTame[monster] === 0 || !isNear(monsterCell[monster], me[my.cell]))
      continue;
    if ((monsterState[monster] & (monsterBit.asleep | monsterBit.trapped)) !== 0 || game.monsterWait[monster] > 0)
      continue;
    companion[0] = monsterKind[monster];
    companion[1] = game.monsterHp[monster];
    companion[2] = game.monsterHpMax[monster];
    companion[3] = monsterTame[monster];
    companion[4] = game.monsterLevel[monster];
    companion[5] = monsterState[monster];
    removeMonster(game, monster); // what it carries stays behind
    return true;
  }
  return false;
}

function returnCompanion(game: Game): void {
  const monster = placeNear(game, 0, game.me[my.cell], companion[0]);
  if (monster === 0) {
    say(game, "You miss your pet.");
    return;
  }
  game.monsterHp[monster] = companion[1];
  game.monsterHpMax[monster] = companion[2];
  game.monsterTame[monster] = companion[3];
  game.monsterLevel[monster] = companion[4];
  game.monsterState[monster] = companion[5];
}
