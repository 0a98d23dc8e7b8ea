import { terrain as is } from "../data/terrain.ts";
import { below, between, oneIn } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { joinRooms } from "./corridors.ts";
import { drawRoom, freeCell, roomField } from "./draw.ts";

const attempts = 160;

/** Rooms of many sizes from left to right, each joined to the next, and some to others. */
export function buildRooms(game: Game, wanted = between(game, 6, 9)): void {
  const { me } = game;
  for (let attempt = 0; attempt < attempts && me[my.roomCount] < wanted; attempt++) placeRoom(game);
  sortRooms(game);
  const count = me[my.roomCount];
  for (let room = 1; room < count; room++) joinRooms(game, room, room + 1);
  for (let room = 1; room + 2 <= count; room++) if (oneIn(game, 2)) joinRooms(game, room, room + 2);
  for (let extra = below(game, 3); extra > 0 && count > 2; extra--) {
    const [a, b] = [1 + below(game, count), 1 + below(game, count)];
    if (a !== b) joinRooms(game, a, b);
  }
}

/** Whether rooms at a depth are dark grows with it. */
export const isRoomLit = (game: Game): boolean => below(game, 100) >= Math.min(80, (game.me[my.depth] - 1) * 7);

function placeRoom(game: Game): void {
  const width = between(game, 3, 12);
  const height = between(game, 2, 6);
  const left = between(game, 3, 75 - width);
  const top = between(game, 3, 18 - height);
  const [right, bottom] = [left + width - 1, top + height - 1];
  const { rooms, me } = game;
  for (let room = 1; room <= me[my.roomCount]; room++) {
    const at = room * roomField.size;
    // four cells apart, so that corridors pass between the walls
    if (left <= rooms[at + 2] + 4 && right >= rooms[at] - 4 && top <= rooms[at + 3] + 4 && bottom >= rooms[at + 1] - 4)
      return;
  }
  // drawn when all are known, so that their numbers go from left to right
  const at = ++me[my.roomCount] * roomField.size;
  rooms[at] = left;
  rooms[at + 1] = top;
  rooms[at + 2] = right;
  rooms[at + 3] = bottom;
}

function sortRooms(game: Game): void {
  const { rooms, me } = game;
  const planned = Array.from({ length: me[my.roomCount] }, (_, i) =>
    Array.from(rooms.subarray((i + 1) * roomField.size, (i + 1) * roomField.size + 4)),
  );
  planned.sort((a, b) => a[0] - b[0]);
  me[my.roomCount] = 0;
  for (const [left, top, right, bottom] of planned) drawRoom(game, left, top, right, bottom, isRoomLit(game));
}

/** Puts stairs into two different rooms. Says whether there was room. */
export function placeStairs(
  game: Game,
  hasUp: boolean,
  hasDown: boolean,
  ladder: 0 | typeof is.ladderUp | typeof is.ladderDown,
): boolean {
  const count = game.me[my.roomCount];
  if (count < 3) return false;
  const first = 1 + below(game, count);
  let second = 1 + below(game, count - 1);
  if (second >= first) second++;
  const set = (room: number, code: number) => {
    const cell = freeCell(game, room);
    if (cell >= 0) game.terrain[cell] = code;
    return cell >= 0;
  };
  if (hasUp && !set(first, is.stairsUp)) return false;
  if (hasDown && !set(second, is.stairsDown)) return false;
  if (ladder !== 0) {
    let third = 1 + below(game, count);
    while (third === first || third === second) third = 1 + (third % count);
    if (!set(third, ladder)) return false;
  }
  return true;
}
