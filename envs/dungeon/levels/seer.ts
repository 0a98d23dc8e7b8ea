import { monsterNamed } from "../data/monsters.ts";
import { terrain as is } from "../data/terrain.ts";
import { spawn } from "../monsters/spawn.ts";
import { between } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { width } from "../state/grid.ts";
import { joinRooms, makeDoor } from "./corridors.ts";
import { drawRoom, roomField, roomKind } from "./draw.ts";
import { placeStairs } from "./rooms.ts";

const seer = monsterNamed("seer");

/** The seer's level: a hall in the middle, within it an open cell with fountains, and rooms at both sides. */
export function buildSeersHall(game: Game): boolean {
  const hall = drawRoom(game, 29, 5, 49, 15, true, roomKind.seer);
  const { terrain, rooms } = game;
  // the inner wall, open on all sides
  for (let y = 8; y <= 12; y++)
    for (let x = 36; x <= 42; x++) {
      const isEdge = y === 8 || y === 12 || x === 36 || x === 42;
      if (isEdge) terrain[y * width + x] = y === 8 || y === 12 ? is.horizontalWall : is.verticalWall;
    }
  for (const [x, y, code] of [
    [36, 8, is.topLeft],
    [42, 8, is.topRight],
    [36, 12, is.bottomLeft],
    [42, 12, is.bottomRight],
    [39, 8, is.doorway],
    [39, 12, is.doorway],
    [36, 10, is.doorway],
    [42, 10, is.doorway],
    [37, 9, is.fountain],
    [41, 9, is.fountain],
    [37, 11, is.fountain],
    [41, 11, is.fountain],
  ] as const)
    terrain[y * width + x] = code;
  spawn(game, seer, 10 * width + 39);
  const sides = [
    drawRoom(game, 5, between(game, 3, 6), between(game, 10, 18), between(game, 9, 14), true),
    drawRoom(game, between(game, 58, 62), between(game, 3, 6), between(game, 68, 74), between(game, 9, 14), true),
  ];
  for (const side of sides) if (!joinRooms(game, side, hall) && !joinRooms(game, hall, side)) return false;
  const at = hall * roomField.size;
  makeDoor(game, (rooms[at + 1] - 1) * width + 39, 0);
  // stairs lie in the rooms at the sides, or in the hall
  return placeStairs(game, true, true, 0);
}
