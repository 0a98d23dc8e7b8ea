import { itemNamed } from "../data/items.ts";
import { monsterKinds } from "../data/monsters.ts";
import { cellFlag, isClosedDoor, isOpenDoor } from "../data/terrain.ts";
import { put, putNumber, say } from "../display/say.ts";
import { itemBit } from "../items/place.ts";
import { wakeNear } from "../monsters/temper.ts";
import { below } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { offsets } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import { happened } from "../state/tally.ts";
import { dig } from "./dig.ts";
import { blowFrost } from "./rays.ts";
import { lightUp } from "./scroll-work.ts";
import { wield } from "./wear.ts";

const named = (name: string) => itemNamed(name, "tool");
const tools = {
  pick: named("pick-axe"),
  key: named("skeleton key"),
  lockPick: named("lock pick"),
  oilLamp: named("oil lamp"),
  magicLamp: named("ever-bright lamp"),
  candle: named("tallow candle"),
  flute: named("wooden flute"),
  whistle: named("tin whistle"),
  stethoscope: named("stethoscope"),
  mirror: named("mirror"),
  towel: named("towel"),
  horn: named("horn of frost"),
  ball: named("crystal ball"),
};

export const isPick = (kind: number): boolean => kind === tools.pick;

/** Tools that are pointed somewhere. */
export const isPointed = (kind: number): boolean =>
  kind === tools.pick ||
  kind === tools.key ||
  kind === tools.lockPick ||
  kind === tools.stethoscope ||
  kind === tools.horn;

/** Uses a tool. */
export function apply(game: Game, item: number, direction: number): boolean {
  const { me, itemKind, itemFlags, itemPlus, screen } = game;
  const kind = itemKind[item];
  switch (kind) {
    case tools.pick:
      if (me[my.weapon] !== item && (!wield(game, item) || me[my.weapon] !== item)) return true;
      return dig(game, direction);
    case tools.key:
    case tools.lockPick:
      return turnLock(game, kind, direction);
    case tools.oilLamp:
    case tools.magicLamp:
    case tools.candle:
      if (kind === tools.oilLamp && itemPlus[item] <= 0) {
        say(game, "There is no oil left in it.");
        return true;
      }
      itemFlags[item] ^= itemBit.lit;
      screen.packChanged = true;
      if (itemFlags[item] & itemBit.lit) {
        say(game, kind === tools.candle ? "The candle burns." : "The lamp sheds its light.");
        lightUp(game, true);
      } else say(game, "It goes out.");
      return true;
    case tools.whistle:
      say(game, "The whistle shrieks.");
      wakeNear(game, 20);
      return true;
    case tools.flute:
      say(game, "You play a few notes.");
      return true;
    case tools.stethoscope:
      return listen(game, direction);
    case tools.mirror:
      say(game, "You see a tired face.");
      return true;
    case tools.towel:
      say(game, "You rub your face clean.");
      if (me[my.blind] > 5) me[my.blind] = 5;
      return true;
    case tools.horn:
      say(game, "You blow a deep, cold note.");
      wakeNear(game, 30);
      if (itemPlus[item] <= 0 || direction > 7) return true;
      itemPlus[item]--;
      blowFrost(game, direction);
      return true;
    case tools.ball:
      say(game, "You see only fog in it.");
      return true;
    default:
      say(game, "You do not know what to do with it.");
      return false;
  }
}

/** Locks or unlocks a closed door: nine times in ten with the key, six times in ten with a pick. */
function turnLock(game: Game, kind: number, direction: number): boolean {
  const { me, terrain, flags, tally } = game;
  if (direction > 7) return false;
  const cell = me[my.cell] + offsets[direction];
  if (isOpenDoor[terrain[cell]]) {
    say(game, "Shut the door first.");
    return false;
  }
  if (!isClosedDoor[terrain[cell]]) {
    say(game, "There is no door.");
    return false;
  }
  if (below(game, 10) >= (kind === tools.key ? 9 : 6)) {
    say(game, "You fail to turn the lock.");
    return true;
  }
  flags[cell] ^= cellFlag.locked;
  tally[happened.opened]++;
  say(game, flags[cell] & cellFlag.locked ? "The lock shuts." : "The lock opens.");
  return true;
}

function listen(game: Game, direction: number): boolean {
  const { me, monsterAt, monsterHp, monsterHpMax, monsterKind } = game;
  const monster = direction < 8 ? monsterAt[me[my.cell] + offsets[direction]] : 0;
  if (monster === 0) {
    say(game, "You hear your own heart beat.");
    return false;
  }
  put(game, "The ");
  put(game, monsterKinds[monsterKind[monster]].name);
  put(game, " has ");
  putNumber(game, monsterHp[monster]);
  put(game, " of ");
  putNumber(game, monsterHpMax[monster]);
  say(game, " hit points.");
  return false;
}
