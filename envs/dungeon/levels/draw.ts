import { cellFlag, terrain as is, isFooting, isPlain, isSecret, roomShift } from "../data/terrain.ts";
import { between } from "../state/dice.ts";
import { type Game, mostRooms } from "../state/game.ts";
import { cells, columnOf, height, offsets, rowOf, width } from "../state/grid.ts";
import { my } from "../state/hero.ts";

// What builders of levels draw with. A level is the game's arrays `terrain`, `flags`, `traps` and `rooms`, and what is
// spawned and placed in it.

/** What a room is for. */
export const roomKind = { plain: 0, shop: 1, temple: 2, throne: 3, seer: 4, vault: 5, den: 6 } as const;
/** Numbers of a room in `game.rooms`. */
export const roomField = { left: 0, top: 1, right: 2, bottom: 3, kind: 4, state: 5, size: 6 } as const;

/** Empties the present level: solid stone, nothing and nobody in it. */
export function clearLevel(game: Game): void {
  const { me } = game;
  game.terrain.fill(is.stone);
  game.flags.fill(0);
  game.traps.fill(0);
  game.memory.fill(2359); // stone
  game.monsterAt.fill(0);
  game.itemAt.fill(0);
  game.scent.fill(-1000);
  game.sight.fill(0);
  game.rooms.fill(0);
  game.monsterKind.fill(0);
  me[my.monsterTop] = 0;
  me[my.roomCount] = 0;
  me[my.seenCount] = me[my.seenRoom] = 0;
  me[my.shopkeeper] = 0;
  me[my.debt] = 0;
  me[my.heldBy] = 0;
  me[my.pitTurns] = 0;
  me[my.heldTurns] = 0;
}

/** Draws walls around a rectangle of cells and fills it with floor; its number is returned, 0 if there is no more room for rooms. */
export function drawRoom(
  game: Game,
  left: number,
  top: number,
  right: number,
  bottom: number,
  lit: boolean,
  kind = 0,
): number {
  const { me, rooms, terrain, flags } = game;
  if (me[my.roomCount] >= mostRooms) return 0;
  const number = ++me[my.roomCount];
  const at = number * roomField.size;
  rooms[at] = left;
  rooms[at + 1] = top;
  rooms[at + 2] = right;
  rooms[at + 3] = bottom;
  rooms[at + 4] = kind;
  for (let y = top - 1; y <= bottom + 1; y++)
    for (let x = left - 1; x <= right + 1; x++) {
      const cell = y * width + x;
      const isInside = x >= left && x <= right && y >= top && y <= bottom;
      terrain[cell] = isInside ? is.floor : y < top || y > bottom ? is.horizontalWall : is.verticalWall;
      if (isInside) flags[cell] = number << roomShift;
      if (lit) flags[cell] |= cellFlag.lit;
    }
  terrain[(top - 1) * width + left - 1] = is.topLeft;
  terrain[(top - 1) * width + right + 1] = is.topRight;
  terrain[(bottom + 1) * width + left - 1] = is.bottomLeft;
  terrain[(bottom + 1) * width + right + 1] = is.bottomRight;
  return number;
}

/** The number of the room that a cell belongs to; 0 for none. Walls and doors belong to none. */
export const roomOf = ({ flags }: Game, cell: number): number => flags[cell] >> roomShift;

/** Draws the right piece of wall wherever open ground borders on stone: for caves and mazes. */
export function drawWalls(game: Game, lit: boolean): void {
  const { terrain, flags } = game;
  for (let cell = 0; cell < cells; cell++) {
    if (terrain[cell] < is.doorway || isSecret[terrain[cell]]) continue;
    for (let direction = 0; direction < 8; direction++) {
      const near = cell + offsets[direction];
      if (terrain[near] !== is.stone) continue;
      terrain[near] = is.crossWall;
      if (lit) flags[near] |= cellFlag.lit;
    }
  }
  joinWalls(terrain);
}

/** Replaces every cross in the walls by the piece that its neighbours ask for. */
export function joinWalls(terrain: Uint8Array): void {
  for (let cell = 0; cell < cells; cell++)
    if (terrain[cell] === is.crossWall) {
      const up = isWallAt(terrain, cell, -width) ? 1 : 0;
      const down = isWallAt(terrain, cell, width) ? 2 : 0;
      const left = columnOf(cell) > 0 && isWallAt(terrain, cell, -1) ? 4 : 0;
      const right = columnOf(cell) < width - 1 && isWallAt(terrain, cell, 1) ? 8 : 0;
      terrain[cell] = pieces[up | down | left | right];
    }
}

const isWallAt = (terrain: Uint8Array, cell: number, step: number): boolean => {
  const other = cell + step;
  return other >= 0 && other < cells && terrain[other] >= is.verticalWall && terrain[other] <= is.teeRight;
};

/** Pieces of wall by which neighbours are walls: up 1, down 2, left 4, right 8. */
const pieces = Uint8Array.of(
  ...[is.horizontalWall, is.verticalWall, is.verticalWall, is.verticalWall],
  ...[is.horizontalWall, is.bottomRight, is.topRight, is.teeLeft],
  ...[is.horizontalWall, is.bottomLeft, is.topLeft, is.teeRight],
  ...[is.horizontalWall, is.teeUp, is.teeDown, is.crossWall],
);

/** A plain cell without monster, trap or item on it, within a room or anywhere (0); -1 if none was found. */
export function freeCell(game: Game, room = 0): number {
  const { rooms, terrain, monsterAt, traps, itemAt, me } = game;
  const at = room * roomField.size;
  for (let attempt = 0; attempt < 200; attempt++) {
    const x = room ? between(game, rooms[at], rooms[at + 2]) : between(game, 1, width - 2);
    const y = room ? between(game, rooms[at + 1], rooms[at + 3]) : between(game, 1, height - 2);
    const cell = y * width + x;
    if (
      isPlain[terrain[cell]] &&
      monsterAt[cell] === 0 &&
      traps[cell] === 0 &&
      itemAt[cell] === 0 &&
      cell !== me[my.cell]
    )
      return cell;
  }
  return -1;
}

/** A cell where somebody can stand and nobody does, next to another or a little farther; -1 if there is none. */
export function freeCellNear(game: Game, cell: number): number {
  const { terrain, monsterAt, me } = game;
  const isFree = (at: number) => isFooting[terrain[at]] === 1 && monsterAt[at] === 0 && at !== me[my.cell];
  for (let direction = 0; direction < 8; direction++) {
    const next = cell + offsets[direction];
    if (isFree(next)) return next;
  }
  for (let reach = 2; reach <= 4; reach++)
    for (let y = -reach; y <= reach; y++)
      for (let x = -reach; x <= reach; x++) {
        if (Math.max(Math.abs(x), Math.abs(y)) !== reach) continue;
        const [column, row] = [columnOf(cell) + x, rowOf(cell) + y];
        if (column < 1 || row < 1 || column > width - 2 || row > height - 2) continue;
        if (isFree(row * width + column)) return row * width + column;
      }
  return -1;
}

/** The first cell with a terrain; -1 if there is none. */
export const findTerrain = ({ terrain }: Game, code: number): number => terrain.indexOf(code);
