import { itemNamed } from "../data/items.ts";
import { cellFlag, isClosedDoor, isOpenDoor } from "../data/terrain.ts";
import { letterOf } from "../items/lists.ts";
import type { Game } from "../state/game.ts";
import { offsets } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import { question } from "./commands.ts";
import { command, compassKeys } from "./keys.ts";
import { prompt } from "./prompt.ts";
import { verbList } from "./verbs.ts";

const [yes, no] = [121, 110];
const openers = [itemNamed("skeleton key"), itemNamed("lock pick")];

/**
 * The key of the one sensible answer to what the game asks: yes, but no to harming a friend; the only thing that will do; the
 * only door; 0 for none.
 */
export function onlyAnswer(game: Game): number {
  const { me, itemKind } = game;
  switch (me[my.prompt]) {
    case prompt.yesNo:
      return me[my.verb] === question.attack || me[my.verb] === question.kick ? no : yes;
    case prompt.item:
      return onlyItem(game);
    case prompt.direction: {
      const turnsLock = openers.includes(itemKind[me[my.promptItem]]);
      const isAtDoor = [command.open, command.close, command.kick].includes(me[my.verb] as never);
      return turnsLock || isAtDoor ? onlyDoor(game, turnsLock) : 0;
    }
    default:
      return 0;
  }
}

function onlyItem(game: Game): number {
  const { pack, me } = game;
  const verb = verbList[me[my.verb] - 256];
  let found = -1;
  for (let slot = 0; slot < pack.length; slot++) {
    if (pack[slot] === 0 || !verb.isFor(game, pack[slot])) continue;
    if (found >= 0) return 0;
    found = slot;
  }
  return found < 0 ? 0 : letterOf(found);
}

/** The way to the only door on the four sides; where a lock is turned, to the only locked one. */
function onlyDoor({ terrain, flags, me }: Game, turnsLock: boolean): number {
  let [found, count] = [0, 0];
  for (let direction = 0; direction < 4; direction++) {
    const cell = me[my.cell] + offsets[direction];
    const isLocked = isClosedDoor[terrain[cell]] === 1 && (flags[cell] & cellFlag.locked) !== 0;
    if (turnsLock ? !isLocked : !isClosedDoor[terrain[cell]] && !isOpenDoor[terrain[cell]]) continue;
    found = compassKeys[direction];
    count++;
  }
  return count === 1 ? found : 0;
}
