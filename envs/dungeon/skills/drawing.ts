import { fail } from "../../../src/core/index.ts";
import { cellFlag, terrain as is, isWall, roomShift } from "../data/terrain.ts";
import { joinWalls } from "../levels/draw.ts";
import { mostRooms } from "../state/game.ts";
import { cells, height, offsets, width } from "../state/grid.ts";
import type { Description } from "./description.ts";

/** A level as it is before anything is put into it, in the middle of the map. */
export interface Drawing {
  readonly terrain: Uint8Array;
  readonly flags: Uint8Array;
  /** Left, top, right, bottom of each room, as in `game.rooms` from room 1 on. */
  readonly rooms: readonly (readonly [number, number, number, number])[];
  /** The cells of each letter. */
  readonly places: ReadonlyMap<string, Int16Array>;
  /** Where the drawing's upper left cell lies, and its size. */
  readonly left: number;
  readonly top: number;
  readonly columns: number;
  readonly rows: number;
}

export const mostColumns = width - 2;
export const mostRows = height - 2;
const hero = "@";

const codes: { readonly [char: string]: number } = {
  " ": is.stone,
  "*": is.stone,
  ".": is.floor,
  [hero]: is.floor,
  "#": is.corridor,
  "-": is.crossWall,
  "|": is.crossWall,
  "+": is.closedVertical,
  "/": is.openVertical,
  S: is.secretDoorVertical,
  ":": is.doorway,
  "0": is.boulder,
  T: is.tree,
  "{": is.fountain,
  _: is.altar,
  "}": is.water,
  "~": is.lava,
  "<": is.stairsUp,
  ">": is.stairsDown,
};

/** The lines of a drawing without what they are indented by. */
function linesOf(text: string): string[] {
  const lines = text.split("\n").map((line) => line.trimEnd());
  while (lines.length > 0 && lines[0] === "") lines.shift();
  while (lines.at(-1) === "") lines.pop();
  const indent = Math.min(...lines.filter((line) => line !== "").map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(indent));
}

/** @throws `level/invalid` for a drawing that is too large, or has a character that means nothing */
export function draw({ map, size = [mostColumns, mostRows], lit = true, diggable, rooms }: Description): Drawing {
  const lines = map === undefined ? [] : linesOf(map);
  const [columns, rows] = map === undefined ? size : [Math.max(0, ...lines.map(({ length }) => length)), lines.length];
  if (!(columns >= 1 && columns <= mostColumns && rows >= 1 && rows <= mostRows))
    fail("level/invalid", {
      given: `a level of ${columns} x ${rows} cells`,
      expected: `1 x 1 to ${mostColumns} x ${mostRows}`,
    });
  const [left, top] = [(width - columns) >> 1, (height - rows) >> 1];
  const terrain = new Uint8Array(cells);
  const flags = new Uint8Array(cells).fill(diggable ? 0 : cellFlag.undiggable);
  const places = new Map<string, number[]>();
  for (const [row, line] of lines.entries())
    for (const [column, char] of Array.from(line).entries()) {
      const isPlace = /[a-z@]/.test(char);
      if (!isPlace && codes[char] === undefined)
        fail("level/invalid", {
          given: `${JSON.stringify(char)} in row ${row}, column ${column} of a drawing`,
          expected: `a lower-case letter or one of ${Object.keys(codes).join("")}`,
        });
      const cell = (top + row) * width + left + column;
      terrain[cell] = codes[char] ?? is.floor;
      if (isPlace) places.set(char, [...(places.get(char) ?? []), cell]);
    }
  enclose(terrain);
  for (let cell = 0; cell < cells; cell++) turnDoor(terrain, cell);
  if (lit && rooms === undefined)
    for (let y = top - 1; y <= top + rows; y++)
      for (let x = left - 1; x <= left + columns; x++)
        if (terrain[y * width + x] !== is.corridor) flags[y * width + x] |= cellFlag.lit;
  return {
    ...{ terrain, flags, left, top, columns, rows },
    rooms: findRooms(terrain, flags),
    places: new Map([...places].map(([name, cells]) => [name, Int16Array.from(cells)])),
  };
}

/** Raises walls where open ground borders on stone. */
function enclose(terrain: Uint8Array): void {
  for (let cell = 0; cell < cells; cell++) {
    if (terrain[cell] !== is.stone) continue;
    for (const offset of offsets) {
      const near = terrain[cell + offset] ?? is.stone;
      if (near >= is.doorway && near !== is.corridor) terrain[cell] = is.crossWall;
    }
  }
  joinWalls(terrain);
}

/** Turns a door, which is drawn as one in an upright wall, into the wall that it is in. */
export function turnDoor(terrain: Uint8Array, cell: number): void {
  const door = uprights.indexOf(terrain[cell]);
  if (door >= 0 && (isWall[terrain[cell - 1]] || isWall[terrain[cell + 1]])) terrain[cell]++;
}
const uprights: readonly number[] = [is.openVertical, is.closedVertical, is.secretDoorVertical];

const isInside = (ground: number) =>
  ground >= is.tree && ground !== is.corridor && !(ground >= is.secretDoorVertical && ground <= is.secretCorridor);

/** Numbers the rectangular rooms, which are looked over faster than other ground. */
function findRooms(terrain: Uint8Array, flags: Uint8Array): [number, number, number, number][] {
  const rooms: [number, number, number, number][] = [];
  const seen = new Uint8Array(cells);
  for (let first = 0; first < cells; first++) {
    if (seen[first] || !isInside(terrain[first])) continue;
    const found = [first];
    seen[first] = 1;
    for (const cell of found)
      for (const offset of offsets.subarray(0, 4))
        if (!seen[cell + offset] && isInside(terrain[cell + offset])) {
          seen[cell + offset] = 1;
          found.push(cell + offset);
        }
    const [xs, ys] = [found.map((cell) => cell % width), found.map((cell) => Math.floor(cell / width))];
    const [left, top, right, bottom] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    if (found.length !== (right - left + 1) * (bottom - top + 1) || rooms.length === mostRooms) continue;
    rooms.push([left, top, right, bottom]);
    for (const cell of found) flags[cell] |= rooms.length << roomShift;
  }
  return rooms;
}
