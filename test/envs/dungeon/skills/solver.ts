import {
  cellFlag,
  isBoulder,
  isClosedDoor,
  isFooting,
  isOpenDoor,
  terrain,
} from "../../../../envs/dungeon/data/terrain.ts";
import type { Game } from "../../../../envs/dungeon/state/game.ts";
import { cells, columnOf, isDiagonal, offsets, rowOf } from "../../../../envs/dungeon/state/grid.ts";
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

/** Where boulders lie, and the hero stands. */
interface Scene {
  readonly ground: Uint8Array;
  hero: number;
}

/** The shortest way, in straight steps, to push one boulder to a cell while all others stay; undefined where there is none. */
function pushTo({ ground, hero }: Scene, from: number, target: number): number[] | undefined {
  const seen = new Set<number>();
  const queue = [{ boulder: from, stand: hero, way: [] as number[] }];
  for (const { boulder, stand, way } of queue) {
    if (boulder === target) return way;
    const walks: Steps = (cell, direction) => {
      const to = cell + offsets[direction];
      return direction < 4 && to !== boulder && (to === from || isFooting[ground[to]] === 1);
    };
    for (let direction = 0; direction < 4; direction++) {
      const to = boulder + offsets[direction];
      if ((to !== target && to !== from && ground[to] !== terrain.floor) || seen.has(boulder * 4 + direction)) continue;
      const walk = wayTo(stand, (cell) => cell === boulder - offsets[direction], walks);
      if (!walk) continue;
      seen.add(boulder * 4 + direction);
      queue.push({ boulder: to, stand: boulder, way: [...way, ...walk, direction] });
    }
  }
  return undefined;
}

/** Steps that push boulders into a river, from the near to the far bank in one row; undefined where no row will do. */
export function fordWay({ terrain: first, me }: Game): number[] | undefined {
  const deep = [...first.keys()].filter((cell) => first[cell] === terrain.water || first[cell] === terrain.lava);
  for (const row of new Set(deep.map(rowOf))) {
    const river = deep.filter((cell) => rowOf(cell) === row);
    const way = fill({ ground: first.slice(), hero: me[my.cell] }, river);
    if (way) return way;
  }
  return undefined;
}

function fill(scene: Scene, [next, ...rest]: readonly number[]): number[] | undefined {
  if (next === undefined) return [];
  const { ground } = scene;
  for (const [boulder, code] of ground.entries()) {
    if (isBoulder[code] === 0) continue;
    const way = pushTo(scene, boulder, next);
    if (!way) continue;
    const after = { ground: ground.slice(), hero: next - offsets[way.at(-1)!] };
    after.ground[boulder] = after.ground[next] = terrain.floor;
    const others = fill(after, rest);
    if (others) return [...way, ...others];
  }
  return undefined;
}

interface Position {
  readonly boulders: readonly number[];
  readonly hero: number;
  readonly before?: Position;
  /** The last push. */
  readonly from: number;
  readonly direction: number;
  readonly pushes: number;
}

/** Straight steps that push a boulder onto every fountain (best first); undefined where there are none. */
export function wayOfPuzzle({ terrain: first, me }: Game): number[] | undefined {
  const ground = first.map((code) => (isBoulder[code] ? terrain.floor : code));
  const targets = [...first.keys()].filter((cell) => first[cell] === terrain.fountain);
  const far = (cell: number) =>
    Math.min(...targets.map((to) => Math.abs(rowOf(to) - rowOf(cell)) + Math.abs(columnOf(to) - columnOf(cell))));
  const isWall = (cell: number) => isFooting[ground[cell]] === 0;
  const isDeadEnd = (cell: number) =>
    !targets.includes(cell) &&
    [0, 1, 2, 3].some((d) => isWall(cell + offsets[d]) && isWall(cell + offsets[(d + 1) & 3]));
  const queues: Position[][] = [];
  const add = (position: Position) => {
    const cost = position.pushes + 3 * position.boulders.reduce((sum, cell) => sum + far(cell), 0);
    queues[cost] ??= [];
    queues[cost].push(position);
  };
  const boulders = [...first.keys()].filter((cell) => isBoulder[first[cell]] === 1);
  add({ boulders, hero: me[my.cell], from: 0, direction: 0, pushes: 0 });
  const seen = new Set<string>();
  for (let cost = 0; cost < queues.length; cost++) {
    const position = queues[cost]?.pop();
    if (!position) continue;
    cost = -1; // what follows may be better than all that waits
    const walks = straightAround(ground, position.boulders);
    const region = reachable(position.hero, walks);
    const key = `${[...position.boulders].sort().join()} ${Math.min(...region)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (position.boulders.every((cell) => targets.includes(cell))) return stepsOf(position, ground);
    for (const [i, boulder] of position.boulders.entries())
      for (let direction = 0; direction < 4; direction++) {
        const to = boulder + offsets[direction];
        if (!region.has(boulder - offsets[direction]) || isWall(to) || position.boulders.includes(to) || isDeadEnd(to))
          continue;
        add({
          boulders: position.boulders.with(i, to),
          ...{ hero: boulder, before: position, from: boulder, direction, pushes: position.pushes + 1 },
        });
      }
  }
  return undefined;
}

const straightAround =
  (ground: Uint8Array, boulders: readonly number[]): Steps =>
  (cell, direction) =>
    direction < 4 &&
    isFooting[ground[cell + offsets[direction]]] === 1 &&
    !boulders.includes(cell + offsets[direction]);

function reachable(from: number, steps: Steps): Set<number> {
  const reached = new Set([from]);
  for (const cell of reached)
    for (let direction = 0; direction < 4; direction++)
      if (steps(cell, direction)) reached.add(cell + offsets[direction]);
  return reached;
}

/** The steps of a position's pushes, with the walks between them. */
function stepsOf(last: Position, ground: Uint8Array): number[] {
  const { before, from, direction } = last;
  if (!before) return [];
  const walk = wayTo(
    before.hero,
    (cell) => cell === from - offsets[direction],
    straightAround(ground, before.boulders),
  );
  return [...stepsOf(before, ground), ...walk!, direction];
}
