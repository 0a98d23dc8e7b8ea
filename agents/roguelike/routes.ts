import { ground, type LevelMap, paddedCells, steps } from "./map.ts";

/** Ways from the hero to all cells that can be walked to. */
export interface Routes {
  /** Steps to a cell; 0 for those that cannot be reached, and for the hero's own. */
  readonly distance: Int16Array;
  /** The direction of the last step to a cell. */
  readonly last: Int8Array;
  /** Cells in the order of their distance. */
  readonly order: Int16Array;
  count: number;
}

export const newRoutes = (): Routes => ({
  distance: new Int16Array(paddedCells),
  last: new Int8Array(paddedCells),
  order: new Int16Array(paddedCells),
  count: 0,
});

/** How daring a way may be: around everything, over traps, or past boulders too. */
export type Daring = 0 | 1 | 2;

const needed = new Uint8Array(17).fill(3);
for (const safe of [
  ...[ground.floor, ground.corridor, ground.doorway, ground.openDoor, ground.closedDoor, ground.stairsDown],
  ...[ground.ladderDown, ground.stairsUp, ground.item, ground.pet],
])
  needed[safe] = 0;
needed[ground.trap] = 1;
needed[ground.hole] = 1;
needed[ground.boulder] = 2;

export const isDoor = (kind: number): boolean => kind === ground.openDoor || kind === ground.closedDoor;

/**
 * Finds all ways from the hero, by breadth-first search.
 * @param blocked cells to stay away from, as the turn until which
 * @param inDoor whether the hero stands in a door, which nobody leaves diagonally
 */
export function findRoutes(
  routes: Routes,
  { kind, hero }: LevelMap,
  blocked: ArrayLike<number>,
  turn: number,
  inDoor: boolean,
  daring: Daring,
): void {
  const { distance, last, order } = routes;
  distance.fill(0);
  order[0] = hero;
  let [head, tail] = [0, 1];
  while (head < tail) {
    const cell = order[head++];
    const through = cell === hero ? inDoor : isDoor(kind[cell]);
    for (let direction = 0; direction < 8; direction++) {
      const next = cell + steps[direction];
      if (distance[next] !== 0 || next === hero) continue;
      const what = kind[next];
      if (needed[what] > daring) continue;
      if (direction >= 4 && (through || isDoor(what))) continue;
      if (blocked[next] > turn) continue;
      distance[next] = distance[cell] + 1;
      last[next] = direction;
      order[tail++] = next;
    }
  }
  routes.count = tail;
}

/** The direction of the first step on the way to a cell. */
export function firstStep({ last, distance }: Routes, to: number): number {
  let cell = to;
  while (distance[cell] > 1) cell -= steps[last[cell]];
  return last[cell];
}

/** How many steps lead straight ahead at the beginning of the way to a cell. */
export function straightSteps({ last, distance }: Routes, to: number): number {
  let straight = 0;
  let direction = -1;
  for (let cell = to; distance[cell] > 0; cell -= steps[last[cell]]) {
    straight = last[cell] === direction ? straight + 1 : 1;
    direction = last[cell];
  }
  return straight;
}
