import { cellFlag, isBoulder, isClosedDoor, isFooting, isOpenDoor, terrain } from "../../../../envs/dungeon/data/terrain.ts";
import type { Game } from "../../../../envs/dungeon/state/game.ts";
import { cells, isDiagonal, offsets } from "../../../../envs/dungeon/state/grid.ts";
import { my } from "../../../../envs/dungeon/state/hero.ts";

export const compass = ["north", "east", "south", "west", "north-east", "south-east", "south-west", "north-west"];

export type Steps = (cell: number, direction: number) => boolean;

/** Whether the hero can step from a cell in a direction on foot, as the game's rules have it: doors open as one walks into them. */
export const onFoot =
  ({ terrain: ground, flags, monsterAt, traps }: Game, avoids = false): Steps =>
  (cell, direction) => {
    const to = cell + offsets[direction];
    const isDoor = (at: number) => isOpenDoor[ground[at]] === 1 || isClosedDoor[ground[at]] === 1;
    if (isDiagonal(direction) && (isDoor(to) || isDoor(cell))) return false;
    if (monsterAt[to] !== 0 || (avoids && traps[to] !== 0)) return false;
    return isFooting[ground[to]] === 1 || (isClosedDoor[ground[to]] === 1 && (flags[to] & cellFlag.locked) === 0);
  };

/** The shortest way from one cell to one that is wanted, as directions; undefined where there is none. */
export function wayTo(from: number, isWanted: (cell: number) => boolean, steps: Steps): number[] | undefined {
  const came = new Int16Array(cells).fill(-1);
  const by = new Int8Array(cells);
  const queue = [from];
  came[from] = from;
  for (const cell of queue) {
    if (isWanted(cell)) {
      const way: number[] = [];
      for (let at = cell; at !== from; at = came[at]) way.unshift(by[at]);
      return way;
    }
    for (let direction = 0; direction < 8; direction++) {
      const to = cell + offsets[direction];
      if (came[to] >= 0 || !steps(cell, direction)) continue;
      came[to] = cell;
      by[to] = direction;
      queue.push(to);
    }
  }
  return undefined;
}

/** The way to the stairs, on foot. */
export const wayToStairs = (game: Game): number[] | undefined =>
  wayTo(game.me[my.cell], (cell) => game.terrain[cell] === terrain.stairsDown, onFoot(game));

/** Boulders and where the hero stands, for puzzles. */
export interface Puzzle {
  readonly ground: Uint8Array;
  hero: number;
}

/**
 * Pushes that bring a boulder from one cell to another where nothing else moves, as directions of the hero's steps, straight
 * ones only; undefined where there are none. `isOpenTo` says what the boulder may be pushed onto.
 */
export function pushBoulder(
  { ground, hero }: Puzzle,
  from: number,
  isTarget: (cell: number) => boolean,
  isOpenTo: (cell: number) => boolean,
): number[] | undefined {
  type Node = { readonly boulder: number; readonly hero: number; readonly way: number[] };
  const seen = new Set<number>();
  const queue: Node[] = [{ boulder: from, hero, way: [] }];
  for (const { boulder, hero: stand, way } of queue) {
    if (isTarget(boulder)) return way;
    const walks: Steps = (cell, direction) => {
      const to = cell + offsets[direction];
      return direction < 4 && to !== boulder && (isFooting[ground[to]] === 1 || to === from) && !(to !== from && isBoulder[ground[to]]);
    };
    for (let direction = 0; direction < 4; direction++) {
      const behind = boulder - offsets[direction];
      const to = boulder + offsets[direction];
      if (!isOpenTo(to) && !isTarget(to)) continue;
      const key = (boulder * 4 + direction) * 2;
      if (seen.has(key)) continue;
      const walk = wayTo(stand, (cell) => cell === behind, walks);
      if (!walk) continue;
      seen.add(key);
      queue.push({ boulder: to, hero: boulder, way: [...way, ...walk, direction] });
    }
  }
  return undefined;
}
