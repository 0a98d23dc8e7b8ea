import { itemNamed } from "../data/items.ts";
import {
  cellFlag,
  terrain as is,
  isBoulder,
  isClosedDoor,
  isFooting,
  isOpenDoor,
  isSecret,
  isWall,
} from "../data/terrain.ts";
import type { Game } from "../state/game.ts";
import { cells, isDiagonal, offsets } from "../state/grid.ts";
import { my } from "../state/hero.ts";

// How far a hero comes who finds secrets, unlocks doors with a key that can be reached, and crosses water and lava by
// floating, by frost, or on boulders. Whether every boulder can be pushed where it is wanted is not looked into.

const unlocks = 1;
const crosses = 2;
const far = 255;
const meansOf = new Uint8Array(256);
for (const name of ["skeleton key", "lock pick"]) meansOf[itemNamed(name)] = unlocks;
meansOf[itemNamed("opening", "wand")] = unlocks;
for (const [name, group] of [
  ["levitation", "potion"],
  ["levitation", "ring"],
  ["levitation boots", "armour"],
  ["frost", "wand"],
  ["horn of frost", "tool"],
] as const)
  meansOf[itemNamed(name, group)] = crosses;

const fewest = new Uint8Array(cells); // boulders that have to sink on the way to each cell
let pending = new Int16Array(cells);
let later = new Int16Array(cells);

/** Finds the cells that can be reached; `isWithinReach` then tells which. */
export function findReach(game: Game): void {
  const { me, pack, itemKind, itemAt, itemNext, terrain } = game;
  let means = 0;
  for (const item of pack) means |= meansOf[itemKind[item]];
  for (let boulders = 0; ; ) {
    flood(game, me[my.cell], means, boulders);
    let [more, found] = [means, 0];
    for (let cell = 0; cell < cells; cell++) {
      if (fewest[cell] === far) continue;
      found += isBoulder[terrain[cell]];
      for (let item = itemAt[cell]; item !== 0; item = itemNext[item]) more |= meansOf[itemKind[item]];
    }
    if (more === means && found === boulders) return;
    [means, boulders] = [more, found];
  }
}

export const isWithinReach = (cell: number): boolean => fewest[cell] !== far;

function flood({ terrain, flags }: Game, from: number, means: number, boulders: number): void {
  fewest.fill(far);
  fewest[from] = 0;
  pending[0] = from;
  let count = 1;
  for (let sunk = 0; count > 0 && sunk <= boulders; sunk++) {
    let left = 0;
    for (let next = 0; next < count; next++) {
      const cell = pending[next];
      for (let direction = 0; direction < 8; direction++) {
        const to = cell + offsets[direction];
        if (fewest[to] <= sunk) continue;
        const ground = terrain[to];
        const isDoor =
          isOpenDoor[ground] + isClosedDoor[ground] + isOpenDoor[terrain[cell]] + isClosedDoor[terrain[cell]];
        if (isDiagonal(direction) && (isDoor > 0 || (isSecret[ground] && isWall[ground]))) continue;
        const isDeep = ground === is.water || ground === is.lava;
        if (isDeep && (means & crosses) === 0) {
          if (fewest[to] === sunk + 1) continue;
          fewest[to] = sunk + 1;
          later[left++] = to;
        } else if (isDeep || isFooting[ground] || isBoulder[ground] || isSecret[ground] || isClosedDoor[ground]) {
          if (isClosedDoor[ground] && flags[to] & cellFlag.locked && (means & unlocks) === 0) continue;
          fewest[to] = sunk;
          pending[count++] = to;
        }
      }
    }
    [pending, later] = [later, pending];
    count = left;
  }
  for (let i = 0; i < count; i++) fewest[pending[i]] = far; // one boulder too few
}
