import { beneathBoulder, cellFlag, terrain as is, isBoulder, isDiggable, isWall } from "../data/terrain.ts";
import { trap, trapSeen } from "../data/traps.ts";
import { say } from "../display/say.ts";
import { touch } from "../display/touch.ts";
import { shopAt } from "../play/shop.ts";
import { changeSight } from "../play/sight-change.ts";
import type { Game } from "../state/game.ts";
import { columnOf, isInner, offsets, rowOf } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import { task } from "./eat.ts";
import { digHole, directions } from "./zap.ts";

const enough = { wall: 100, pit: 60, hole: 120 } as const; // work

/** Begins to dig with a pick-axe, sideways or down. */
export function dig(game: Game, direction: number): boolean {
  const { me, terrain, flags } = game;
  if (direction === directions.self || direction === directions.up) {
    say(game, direction === directions.up ? "The ceiling is too high." : "You had better not.");
    return false;
  }
  const isDown = direction === directions.down;
  const cell = isDown ? me[my.cell] : me[my.cell] + offsets[direction];
  if (isDown && me[my.levitating] > 0) {
    say(game, "You float too high to reach the floor.");
    return false;
  }
  if (!isDown && (!isDiggable[terrain[cell]] || !isInner(columnOf(cell), rowOf(cell)))) {
    say(game, isDiggable[terrain[cell]] ? "Your pick only scratches this wall." : "There is nothing to dig.");
    return true;
  }
  if (flags[cell] & cellFlag.undiggable || (shopAt(game, me[my.cell]) !== 0 && !isDown && isWall[terrain[cell]])) {
    say(game, "Your pick does not even leave a scratch.");
    return true;
  }
  say(game, isDown ? "You dig down." : isBoulder[terrain[cell]] ? "You hack at the boulder." : "You dig.");
  me[my.busy] = 60;
  me[my.busyWith] = task.digging;
  me[my.busyCell] = cell;
  me[my.busyItem] = 0;
  return true;
}

/** A turn of digging: as much work as the hero is strong. */
export function digOn(game: Game): void {
  const { me, terrain, traps } = game;
  const cell = me[my.busyCell];
  const before = me[my.busyItem];
  me[my.busyItem] += me[my.strength];
  if (cell === me[my.cell]) {
    if (before < enough.pit && me[my.busyItem] >= enough.pit && traps[cell] === 0 && terrain[cell] !== is.stairsDown) {
      if (terrain[cell] === is.floor || terrain[cell] === is.corridor) {
        traps[cell] = trap.pit | trapSeen;
        touch(game, cell);
        say(game, "There is a pit now.");
      }
    }
    if (me[my.busyItem] < enough.hole) return;
    me[my.busy] = 0;
    digHole(game);
    return;
  }
  if (me[my.busyItem] < enough.wall) return;
  me[my.busy] = 0;
  const ground = terrain[cell];
  if (!isDiggable[ground]) return;
  const isRock = ground === is.stone || ground === is.secretCorridor;
  terrain[cell] = isRock ? is.corridor : beneathBoulder[ground] || is.doorway;
  game.flags[cell] &= ~cellFlag.locked;
  say(
    game,
    isBoulder[ground] ? "The boulder breaks to rubble." : isRock ? "The rock is cut away." : "The wall gives way.",
  );
  changeSight(game, cell);
}
