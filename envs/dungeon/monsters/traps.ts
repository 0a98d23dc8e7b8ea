import { trap, trapMask, trapSeen } from "../data/traps.ts";
import { sayOf } from "../display/say.ts";
import { touch } from "../display/touch.ts";
import { fall } from "../hero/fight.ts";
import { between, oneIn, roll } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { removeMonster, teleportMonster } from "./place.ts";
import { monsterBit } from "./state.ts";

/** A monster steps on a trap. It avoids most of them. */
export function springOn(game: Game, monster: number, cell: number, isSeen: boolean): void {
  const { traps, monsterState, monsterWait, monsterHp } = game;
  if (!oneIn(game, 3)) return;
  const see = (what: string) => {
    if (!isSeen) return;
    traps[cell] |= trapSeen;
    touch(game, cell);
    sayOf(game, monster, what);
  };
  switch (traps[cell] & trapMask) {
    case trap.arrow:
    case trap.dart:
    case trap.fallingRock:
      see(" is struck.");
      monsterHp[monster] -= roll(game, 1, 6);
      if (monsterHp[monster] <= 0) {
        see(" falls dead.");
        fall(game, monster);
      }
      return;
    case trap.bearTrap:
    case trap.pit:
    case trap.spikedPit:
    case trap.web:
      see(" is caught!");
      monsterState[monster] |= monsterBit.trapped;
      monsterWait[monster] = between(game, 3, 8);
      return;
    case trap.sleepingGas:
      see(" falls asleep!");
      monsterWait[monster] = between(game, 5, 25);
      return;
    case trap.teleport:
      see(" vanishes.");
      teleportMonster(game, monster);
      return;
    case trap.trapDoor:
    case trap.hole:
      see(" drops out of sight.");
      removeMonster(game, monster);
      return;
    default:
  }
}
