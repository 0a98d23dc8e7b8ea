import { cellFlag, isOpaque } from "../data/terrain.ts";
import { isNear, width } from "../state/grid.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { touch } from "../display/touch.ts";

// Symmetric shadow casting (Ford 2017): a quarter of the map at a time, row by row away from the hero, between two slopes
// that are fractions of whole numbers. What the hero sees of the floor sees the hero.

const pending = new Int32Array(5 * 512); // rows to scan: depth, numerator and denominator of both slopes

/** Finds what is in the hero's line of sight, and marks what came into view or went out of it. */
export function lookAround(game: Game): void {
  const { me, sight, inSight, wasInSight, flags } = game;
  const before = me[my.seenCount];
  for (let i = 0; i < before; i++) {
    const cell = (wasInSight[i] = inSight[i]);
    sight[cell] = 2;
  }
  const here = me[my.cell];
  const from = me[my.lastCell];
  me[my.seenCount] = 0;
  see(game, here);
  if (me[my.blind] === 0) {
    scan(game, -width, 1);
    scan(game, width, 1);
    scan(game, 1, width);
    scan(game, -1, width);
  }
  for (let i = 0; i < before; i++) {
    const cell = wasInSight[i];
    if (sight[cell] !== 2) continue;
    sight[cell] = 0;
    touch(game, cell);
  }
  const count = me[my.seenCount];
  for (let i = 0; i < count; i++) {
    const cell = inSight[i];
    // of what was in sight before, only what is dark and close now or then looks different
    if (sight[cell] === 1 || ((flags[cell] & cellFlag.lit) === 0 && (isNear(cell, here) || isNear(cell, from)))) touch(game, cell);
    sight[cell] = 1;
  }
  me[my.lastCell] = here;
}

function see({ me, sight, inSight }: Game, cell: number): void {
  const known = sight[cell];
  if (known === 1 || known === 3) return;
  sight[cell] = known === 2 ? 3 : 1;
  inSight[me[my.seenCount]++] = cell;
}

/** Scans a quarter: `ahead` leads away from the hero, `aside` along a row. */
function scan(game: Game, ahead: number, aside: number): void {
  const { terrain } = game;
  const here = game.me[my.cell];
  let top = 0;
  pending[0] = 1;
  pending[1] = -1;
  pending[2] = 1;
  pending[3] = 1;
  pending[4] = 1;
  top = 5;
  while (top > 0) {
    top -= 5;
    const depth = pending[top];
    let startUp = pending[top + 1];
    let startDown = pending[top + 2];
    const endUp = pending[top + 3];
    const endDown = pending[top + 4];
    const row = here + depth * ahead;
    const first = Math.floor((2 * depth * startUp + startDown) / (2 * startDown));
    const last = Math.ceil((2 * depth * endUp - endDown) / (2 * endDown));
    let previous = -1; // 1 where light is stopped
    for (let column = first; column <= last; column++) {
      const cell = row + column * aside;
      const stopped = isOpaque[terrain[cell]];
      if (stopped === 1 || (column * startDown >= depth * startUp && column * endDown <= depth * endUp)) see(game, cell);
      if (previous === 1 && stopped === 0) {
        startUp = 2 * column - 1;
        startDown = 2 * depth;
      } else if (previous === 0 && stopped === 1) {
        pending[top] = depth + 1;
        pending[top + 1] = startUp;
        pending[top + 2] = startDown;
        pending[top + 3] = 2 * column - 1;
        pending[top + 4] = 2 * depth;
        top += 5;
      }
      previous = stopped;
    }
    if (previous === 0) {
      pending[top] = depth + 1;
      pending[top + 1] = startUp;
      pending[top + 2] = startDown;
      pending[top + 3] = endUp;
      pending[top + 4] = endDown;
      top += 5;
    }
  }
}

/** Whether the hero sees what is on a cell: it is in line of sight and lit, or close by. */
export function isVisible(game: Game, cell: number): boolean {
  return game.sight[cell] === 1 && ((game.flags[cell] & cellFlag.lit) !== 0 || isNear(cell, game.me[my.cell]));
}
