import { monsterNamed } from "../data/monsters.ts";
import { terrain as is } from "../data/terrain.ts";
import { say, sayOf } from "../display/say.ts";
import { identify } from "../items/identify.ts";
import { dropGold } from "../items/make.ts";
import { freeCellNear } from "../levels/draw.ts";
import { randomMonster, spawn } from "../monsters/spawn.ts";
import { monsterBit } from "../monsters/state.ts";
import { below, oneIn } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { offsets } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import { gainExperience } from "./growth.ts";
import { refit } from "./properties.ts";

const [seer, priest, keeper] = ["seer", "priest", "shopkeeper"].map(monsterNamed);
const sayings = [
  '"A door that is not there may yet be found by those who stay a while."',
  '"Who prays too often is heard too seldom."',
  '"What lay long enough to cool has lain too long to eat."',
  '"The eye that never blinks is best left unstruck."',
  '"The deepest gold is watched by the longest memory."',
];

/** What the seer asks for a saying, and a priest for each point of protection: so much more than for the last. */
const fees = { seer: 60, priest: 250 } as const;
const mostProtection = 8;

/** Talks to whoever stands there. The seer and priests want gold. */
export function chat(game: Game, direction: number): boolean {
  const { me, monsterAt, monsterKind, monsterState } = game;
  const monster = direction < 8 ? monsterAt[me[my.cell] + offsets[direction]] : 0;
  if (monster === 0) {
    say(game, direction < 8 ? "There is nobody there." : "You hear nothing but your own voice.");
    return false;
  }
  const isFriendly = (monsterState[monster] & monsterBit.peaceful) !== 0;
  if (!isFriendly) {
    sayOf(game, monster, " growls at you.");
    return true;
  }
  if (monsterKind[monster] === seer) {
    if (me[my.gold] < fees.seer) {
      say(game, '"Come back with sixty pieces of gold."');
      return true;
    }
    me[my.gold] -= fees.seer;
    say(game, sayings[below(game, sayings.length)]);
    gainExperience(game, me[my.consulted] ? 1 : 20);
    me[my.consulted] = 1;
    return true;
  }
  if (monsterKind[monster] === priest) {
    if (me[my.protection] >= mostProtection) {
      say(game, '"No prayer of mine can shield you better."');
      return true;
    }
    const wanted = fees.priest * (1 + me[my.protection]);
    if (me[my.gold] < wanted) {
      say(game, '"The temple asks for more gold than you have."');
      return true;
    }
    me[my.gold] -= wanted;
    say(game, '"May it shield you."');
    me[my.protection]++;
    refit(game);
    return true;
  }
  if (monsterKind[monster] === keeper) say(game, '"Look around.  What you break you buy."');
  else sayOf(game, monster, " has nothing to say.");
  return true;
}

/** Sits down: on a throne something comes of it half of the time, and then the throne is gone. */
export function sit(game: Game): boolean {
  const { me, terrain } = game;
  const cell = me[my.cell];
  if (terrain[cell] !== is.throne) {
    say(game, "You sit down for a while.");
    return true;
  }
  if (oneIn(game, 2)) {
    say(game, "The seat is hard.");
    return true;
  }
  switch (below(game, 5)) {
    case 0:
      say(game, "Strength flows into you!");
      me[my.hp] = me[my.hpMax] += 5;
      break;
    case 1:
      say(game, "A horn sounds, and a court assembles!");
      for (let count = 3; count > 0; count--) {
        const near = freeCellNear(game, cell);
        if (near >= 0) spawn(game, randomMonster(game), near);
      }
      break;
    case 2:
      say(game, "You see your things as they are.");
      for (const item of game.pack) if (item !== 0) identify(game, item);
      break;
    case 3:
      say(game, "Gold pours from the seat.");
      dropGold(game, cell);
      break;
    default:
      say(game, "Fortune sits with you for a while.");
      me[my.luck] = Math.min(5, me[my.luck] + 2);
  }
  terrain[cell] = is.floor;
  say(game, "The throne crumbles to dust.");
  return true;
}
