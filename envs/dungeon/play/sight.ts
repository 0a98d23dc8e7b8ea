import { cellFlag, isOpaque } from "../data/terrain.ts";
import { remember } from "../display/ground.ts";
import { touch } from "../display/touch.ts";
import { roomField, roomOf } from "../levels/draw.ts";
import type { Game } from "../state/game.ts";
import { columnOf, isNear, offsets, rowOf, width } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import { cast, reveal } from "./shadows.ts";
import { isVisible } from "./visible.ts";

// Within a room that has nothing in it to hide behind, all of the room and its walls is in sight. What is in sight of it is
// not listed, and does not change while the hero stays in the room: only what is seen through its doors does.

/** Finds what is in the hero's line of sight, and marks what came into view or went out of it. */
export function lookAround(game: Game): void {
  const { me, inSight, wasInSight, sight, flags } = game;
  const here = me[my.cell];
  const from = me[my.lastCell];
  const oldRoom = me[my.seenRoom];
  const isBlind = me[my.blind] > 0;
  const room = isBlind ? 0 : roomOf(game, here);
  const staysInRoom = room !== 0 && room === oldRoom && me[my.roomStale] === 0;
  const newRoom = staysInRoom || (room !== 0 && isBare(game, room)) ? room : 0;
  let before = me[my.seenCount];
  for (let i = 0; i < before; i++) wasInSight[i] = inSight[i];
  if (oldRoom !== 0 && !staysInRoom) before = listRoom(game, oldRoom, wasInSight, before, true);
  for (let i = 0; i < before; i++) sight[wasInSight[i]] = 2;
  me[my.seenCount] = 0;
  me[my.seenRoom] = newRoom;
  me[my.roomStale] = 0;
  let listed = 0; // of the room, which is listed only as it comes into sight
  if (newRoom !== 0) {
    if (!staysInRoom) {
      listed = listRoom(game, newRoom, inSight, 0, false);
      for (let i = 0; i < listed; i++) sight[inSight[i]] = sight[inSight[i]] === 2 ? 3 : 1;
      me[my.seenCount] = listed;
    }
    lookThroughDoors(game, newRoom, here);
  } else {
    reveal(game, here);
    if (!isBlind)
      for (let direction = 0; direction < 4; direction++) {
        const ahead = offsets[direction];
        cast(game, ahead, ahead === 1 || ahead === -1 ? width : 1, 1, -1, 1, 1, 1);
      }
  }
  for (let i = 0; i < before; i++) {
    const cell = wasInSight[i];
    if (sight[cell] !== 2) continue;
    sight[cell] = 0;
    notice(game, cell);
  }
  const count = me[my.seenCount];
  for (let i = 0; i < count; i++) {
    const cell = inSight[i];
    const isNew = sight[cell] === 1;
    sight[cell] = 1;
    // of what was in sight before, only what is dark and close now or then looks different
    if (isNew || ((flags[cell] & cellFlag.lit) === 0 && (isNear(cell, here) || isNear(cell, from)))) notice(game, cell);
  }
  if (listed > 0) {
    inSight.copyWithin(0, listed, count);
    me[my.seenCount] = count - listed;
  } else if (staysInRoom && (flags[here] & cellFlag.lit) === 0) noticeAround(game, here, from);
  me[my.lastCell] = here;
}

/** Remembers a cell that can be seen, and has it drawn where it no longer looks as it did. */
function notice(game: Game, cell: number): void {
  if (game.me[my.blind] === 0 && isVisible(game, cell)) remember(game, cell);
  if (game.monsterAt[cell] !== 0 || game.memory[cell] !== game.screen.shown[cell]) touch(game, cell);
}

/** In a dark room, only what is near can be seen. */
function noticeAround(game: Game, here: number, from: number): void {
  for (let direction = 0; direction < 8; direction++) {
    notice(game, here + offsets[direction]);
    notice(game, from + offsets[direction]);
  }
  notice(game, from);
}

/** Adds the cells of a room and its walls to a list, perhaps without openings in them, and returns the new length. */
function listRoom({ rooms, terrain }: Game, room: number, list: Int16Array, length: number, openings: boolean): number {
  const at = room * roomField.size;
  const left = rooms[at + roomField.left] - 1;
  const right = rooms[at + roomField.right] + 1;
  const top = rooms[at + roomField.top] - 1;
  const bottom = rooms[at + roomField.bottom] + 1;
  let end = length;
  for (let y = top; y <= bottom; y++) {
    const isEdge = y === top || y === bottom;
    for (let cell = y * width + left, last = y * width + right; cell <= last; cell++)
      if (openings || (!isEdge && cell > y * width + left && cell < last) || isOpaque[terrain[cell]] === 1)
        list[end++] = cell;
  }
  return end;
}

/** Whether nothing within a room stops light, its corners stand, and no two openings in its walls are side by side. */
function isBare({ rooms, terrain }: Game, room: number): boolean {
  const at = room * roomField.size;
  const left = rooms[at + roomField.left] - 1;
  const right = rooms[at + roomField.right] + 1;
  const top = (rooms[at + roomField.top] - 1) * width;
  const bottom = (rooms[at + roomField.bottom] + 1) * width;
  for (let row = top; row <= bottom; row += width)
    for (let x = left; x <= right; x++) {
      const isEdge = row === top || row === bottom;
      const isSide = x === left || x === right;
      const stops = isOpaque[terrain[row + x]] === 1;
      if (!isEdge && !isSide) {
        if (stops) return false;
      } else if (!stops) {
        if (isEdge && isSide) return false;
        if (isOpaque[terrain[row + x + (isEdge ? 1 : width)]] === 0) return false;
      }
    }
  return true;
}

function lookThroughDoors(game: Game, room: number, here: number): void {
  const { rooms, terrain } = game;
  const at = room * roomField.size;
  const left = rooms[at + roomField.left] - 1;
  const right = rooms[at + roomField.right] + 1;
  const top = (rooms[at + roomField.top] - 1) * width;
  const bottom = (rooms[at + roomField.bottom] + 1) * width;
  for (let x = left; x <= right; x++) {
    if (isOpaque[terrain[top + x]] === 0) lookThrough(game, here, top + x);
    if (isOpaque[terrain[bottom + x]] === 0) lookThrough(game, here, bottom + x);
  }
  for (let row = top + width; row < bottom; row += width) {
    if (isOpaque[terrain[row + left]] === 0) lookThrough(game, here, row + left);
    if (isOpaque[terrain[row + right]] === 0) lookThrough(game, here, row + right);
  }
}

/** Casts light through one opening, in each quarter of the map that it belongs to. */
function lookThrough(game: Game, here: number, opening: number): void {
  const right = columnOf(opening) - columnOf(here);
  const down = rowOf(opening) - rowOf(here);
  const across = right < 0 ? -right : right;
  const along = down < 0 ? -down : down;
  if (along >= across) castThrough(game, opening, down < 0 ? -width : width, 1, along, right);
  if (across >= along) castThrough(game, opening, right < 0 ? -1 : 1, width, across, down);
}

function castThrough(game: Game, opening: number, ahead: number, aside: number, depth: number, column: number): void {
  // the slopes of the opening's edges, within the diagonals of the quarter
  let up = 2 * column - 1;
  let upUnder = 2 * depth;
  let down = 2 * column + 1;
  let downUnder = 2 * depth;
  if (up < -upUnder) up = -upUnder;
  if (down > downUnder) down = downUnder;
  // the wall before an opening in a side wall covers part of it
  if (depth > 1 && (column < 0 ? -column : column) < depth && isOpaque[game.terrain[opening - ahead]] === 1) {
    if (column < 0) {
      up = 2 * column + 1;
      upUnder = 2 * (depth - 1);
    } else {
      down = 2 * column - 1;
      downUnder = 2 * (depth - 1);
    }
  }
  if (column * upUnder >= depth * up && column * downUnder <= depth * down) reveal(game, opening);
  cast(game, ahead, aside, depth + 1, up, upUnder, down, downUnder);
}
