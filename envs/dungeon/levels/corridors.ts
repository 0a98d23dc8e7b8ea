import { cellFlag, terrain as is, isPlain } from "../data/terrain.ts";
import { below, between, oneIn } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { cells, columnOf, isInner, rowOf, width } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import { roomField, roomKind } from "./draw.ts";

const cameFrom = new Int16Array(cells);
const pending = new Int16Array(cells);
const way = new Int16Array(cells);
const steps = Int32Array.of(-width, 1, width, -1);

/** Joins two rooms by a corridor between a door in each; says whether there was a way. */
export function joinRooms(game: Game, from: number, to: number): boolean {
  const { rooms } = game;
  const [a, b] = [from * roomField.size, to * roomField.size];
  // doors in the walls that face each other
  let sides: readonly [number, number];
  if (rooms[a + 2] + 2 < rooms[b]) sides = [1, 3];
  else if (rooms[b + 2] + 2 < rooms[a]) sides = [3, 1];
  else if (rooms[a + 3] < rooms[b + 1]) sides = [2, 0];
  else sides = [0, 2];
  const [first, second] = [doorCell(game, a, sides[0]), doorCell(game, b, sides[1])];
  const [start, end] = [first + steps[sides[0]], second + steps[sides[1]]];
  if (!dig(game, start, end)) return false;
  makeDoor(game, first, sides[0]);
  makeDoor(game, second, sides[1]);
  return true;
}

/** A cell in a wall of a room; an existing door near it is taken instead. Sides: up, right, down, left. */
function doorCell(game: Game, at: number, side: number): number {
  const { rooms, terrain } = game;
  const [left, top, right, bottom] = [rooms[at], rooms[at + 1], rooms[at + 2], rooms[at + 3]];
  const pick = () =>
    side === 0
      ? (top - 1) * width + between(game, left, right)
      : side === 2
        ? (bottom + 1) * width + between(game, left, right)
        : between(game, top, bottom) * width + (side === 1 ? right + 1 : left - 1);
  let cell = pick();
  for (let attempt = 0; attempt < 8; attempt++) {
    const along = side % 2 === 0 ? 1 : width;
    if (isDoor(terrain[cell]) || (!isDoor(terrain[cell - along]) && !isDoor(terrain[cell + along]))) return cell;
    cell = pick();
  }
  return cell;
}

const isDoor = (ground: number) =>
  (ground >= is.doorway && ground <= is.closedHorizontal) ||
  ground === is.secretDoorVertical ||
  ground === is.secretDoorHorizontal;

/** Whether a corridor may go through a cell. */
function isFree({ terrain }: Game, cell: number): boolean {
  const ground = terrain[cell];
  if (ground !== is.stone && ground !== is.corridor && ground !== is.secretCorridor) return false;
  return isInner(columnOf(cell), rowOf(cell));
}

/** Digs through stone: straight towards the end if nothing is in the way, else by the shortest way around. */
function dig(game: Game, start: number, end: number): boolean {
  if (!isFree(game, start) || !isFree(game, end)) return false;
  const length = goStraight(game, start, end) || goAround(game, start, end);
  if (length === 0) return false;
  const { terrain, me } = game;
  const hasSecret = me[my.depth] > 2 && length > 5 && oneIn(game, 25);
  for (let i = 0; i < length; i++)
    if (terrain[way[i]] === is.stone) terrain[way[i]] = hasSecret && i === 3 ? is.secretCorridor : is.corridor;
  return true;
}

/** Finds a way that never turns back, into `way`; its length, 0 if something is in the way. */
function goStraight(game: Game, start: number, end: number): number {
  let cell = start;
  let length = 0;
  way[length++] = cell;
  let goesAcross = Math.abs(columnOf(end) - columnOf(start)) > Math.abs(rowOf(end) - rowOf(start));
  while (cell !== end) {
    const across = columnOf(end) - columnOf(cell);
    const down = rowOf(end) - rowOf(cell);
    if (oneIn(game, 9)) goesAcross = !goesAcross; // a bend now and then
    const sideways = cell + (across > 0 ? 1 : -1);
    const upright = cell + (down > 0 ? width : -width);
    if (goesAcross ? across === 0 || !isFree(game, sideways) : down === 0 || !isFree(game, upright))
      goesAcross = !goesAcross;
    if (goesAcross ? across === 0 || !isFree(game, sideways) : down === 0 || !isFree(game, upright)) return 0;
    cell = goesAcross ? sideways : upright;
    way[length++] = cell;
  }
  return length;
}

/** Finds the shortest way, into `way`; its length, 0 if there is none. */
function goAround(game: Game, start: number, end: number): number {
  cameFrom.fill(-1);
  cameFrom[start] = start;
  pending[0] = start;
  let count = 1;
  const turn = below(game, 4); // which way is tried first decides the shape
  for (let next = 0; next < count && cameFrom[end] < 0; next++)
    for (let step = 0; step < 4; step++) {
      const cell = pending[next] + steps[(step + turn) & 3];
      if (cameFrom[cell] >= 0 || !isFree(game, cell)) continue;
      cameFrom[cell] = pending[next];
      pending[count++] = cell;
    }
  if (cameFrom[end] < 0) return 0;
  let length = 0;
  for (let cell = end; ; cell = cameFrom[cell]) {
    way[length++] = cell;
    if (cell === start) return length;
  }
}

/** Makes a door of some kind in a wall, unless there is one. */
export function makeDoor(game: Game, cell: number, side: number): void {
  const { terrain, flags, me } = game;
  if (isDoor(terrain[cell])) return;
  const isVertical = side % 2 === 1;
  const depth = me[my.depth];
  if (depth > 2 && oneIn(game, 10)) {
    terrain[cell] = isVertical ? is.secretDoorVertical : is.secretDoorHorizontal;
    return;
  }
  const chance = below(game, 10);
  if (chance < 4) terrain[cell] = is.doorway;
  else if (chance < 6) terrain[cell] = isVertical ? is.openVertical : is.openHorizontal;
  else {
    terrain[cell] = isVertical ? is.closedVertical : is.closedHorizontal;
    if (depth > 1 && oneIn(game, 5)) flags[cell] |= cellFlag.locked;
  }
}

/** How many doors a room has, and one of them. */
export function doorsOf({ rooms, terrain }: Game, room: number): { readonly count: number; readonly cell: number } {
  const at = room * roomField.size;
  const [left, top, right, bottom] = [rooms[at] - 1, rooms[at + 1] - 1, rooms[at + 2] + 1, rooms[at + 3] + 1];
  let [count, cell] = [0, -1];
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) {
      if (x !== left && x !== right && y !== top && y !== bottom) continue;
      if (!isDoor(terrain[y * width + x])) continue;
      count++;
      cell = y * width + x;
    }
  return { count, cell };
}

/** Plain rooms that nobody has done anything with. */
export const isOrdinary = ({ rooms }: Game, room: number): boolean =>
  rooms[room * roomField.size + roomField.kind] === roomKind.plain;
export const isBare = ({ terrain, itemAt }: Game, cell: number): boolean =>
  isPlain[terrain[cell]] === 1 && itemAt[cell] === 0;
