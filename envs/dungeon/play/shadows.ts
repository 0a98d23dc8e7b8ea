import { isOpaque } from "../data/terrain.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";

// Symmetric shadow casting (Ford 2017): a quarter of the map at a time, row by row away from the hero, between two slopes
// that are fractions of whole numbers. What the hero sees of the floor sees the hero.

const pending = new Int32Array(5 * 512); // rows to scan: depth, numerator and denominator of both slopes

/** Marks a cell as in sight: 1 if it was not in sight before, 3 if it was. */
export function reveal({ me, sight, inSight }: Game, cell: number): void {
  const known = sight[cell];
  if (known === 1 || known === 3) return;
  sight[cell] = known === 2 ? 3 : 1;
  inSight[me[my.seenCount]++] = cell;
}

/** Scans a part of a quarter, from a depth on: `ahead` leads away from the hero, `aside` along a row. */
export function cast(
  game: Game,
  ahead: number,
  aside: number,
  fromDepth: number,
  up: number,
  upUnder: number,
  down: number,
  downUnder: number,
): void {
  const { terrain, me, sight, inSight } = game;
  const here = me[my.cell];
  let count = me[my.seenCount];
  pending[0] = fromDepth;
  pending[1] = up;
  pending[2] = upUnder;
  pending[3] = down;
  pending[4] = downUnder;
  let top = 5;
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
      if (stopped === 1 || (column * startDown >= depth * startUp && column * endDown <= depth * endUp)) {
        const known = sight[cell];
        if (known === 0 || known === 2) {
          sight[cell] = known + 1;
          inSight[count++] = cell;
        }
      }
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
  me[my.seenCount] = count;
}
