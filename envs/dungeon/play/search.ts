import { terrain as is, isSecret, isWall } from "../data/terrain.ts";
import { trapMask, trapNames, trapSeen } from "../data/traps.ts";
import { takesAn } from "../display/pen.ts";
import { put, say, sayOf } from "../display/say.ts";
import { touch } from "../display/touch.ts";
import { monsterBit } from "../monsters/state.ts";
import { oneIn } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { offsets } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import { happened } from "../state/tally.ts";
import { changeSight } from "./sight-change.ts";

/** Looks at the eight cells around for what is hidden there: one chance in four to find it, one in three with luck. */
export function searchAround(game: Game, isDeliberate: boolean): void {
  const { me, terrain, traps, monsterAt, monsterState, tally } = game;
  const odds = me[my.luck] > 0 ? 3 : 4;
  for (let direction = 0; direction < 8; direction++) {
    const cell = me[my.cell] + offsets[direction];
    if (isSecret[terrain[cell]]) {
      if (!oneIn(game, odds)) continue;
      const isDoor = isWall[terrain[cell]] === 1;
      terrain[cell] = !isDoor
        ? is.corridor
        : terrain[cell] === is.secretDoorVertical
          ? is.closedVertical
          : is.closedHorizontal;
      tally[happened.found]++;
      changeSight(game, cell);
      say(game, isDoor ? "You find a hidden door." : "You find a hidden passage.");
    } else if ((traps[cell] & trapMask) !== 0 && (traps[cell] & trapSeen) === 0 && oneIn(game, odds)) {
      traps[cell] |= trapSeen;
      tally[happened.found]++;
      touch(game, cell);
      const name = trapNames[traps[cell] & trapMask];
      put(game, takesAn(name) ? "You find an " : "You find a ");
      put(game, name);
      say(game, ".");
    }
    const monster = monsterAt[cell];
    if (isDeliberate && monster !== 0 && monsterState[monster] & monsterBit.hidden && oneIn(game, odds)) {
      monsterState[monster] &= ~monsterBit.hidden;
      touch(game, cell);
      sayOf(game, monster, " was hiding there!");
    }
  }
}
