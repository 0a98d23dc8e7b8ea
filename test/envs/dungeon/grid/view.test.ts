import { describe, expect, test } from "vitest";
import {
  act,
  done,
  drop,
  forward,
  nothing,
  pickUp,
  putDown,
  toggle,
  tookUp,
  unlocked,
  unpacked,
} from "../../../../envs/dungeon/grid/act.ts";
import {
  ahead,
  type Board,
  carried,
  cellAt,
  clear,
  createBoard,
  discovered,
  enclose,
  facing,
  place,
} from "../../../../envs/dungeon/grid/board.ts";
import {
  ball,
  blue,
  box,
  closedDoor,
  codeCount,
  codeOf,
  colourIndex,
  empty,
  key,
  lockedDoor,
  objectIndex,
  objects,
  openDoor,
  red,
  stateIndex,
  wall,
  yellow,
} from "../../../../envs/dungeon/grid/codes.ts";
import { aimAt, distanceToGo } from "../../../../envs/dungeon/grid/distance.ts";
import { looker, spreadOf } from "../../../../envs/dungeon/grid/view.ts";

const signs: { readonly [sign: string]: number } = {
  ".": empty,
  "#": wall,
  D: closedDoor + red,
  O: openDoor + red,
  L: lockedDoor + yellow,
  k: key + yellow,
  b: ball + blue,
  B: box + blue,
};

/** A board from a map on which `^`, `>`, `v` or `<` is the agent. */
function boardOf(...rows: readonly string[]): Board {
  const board = createBoard(rows[0].length, rows.length, 6);
  clear(board);
  for (const [y, row] of rows.entries())
    for (const [x, sign] of [...row].entries()) {
      const direction = ">v<^".indexOf(sign);
      board.cells[cellAt(board, x, y)] = direction >= 0 ? empty : signs[sign];
      if (direction >= 0) [board.facts[place], board.facts[facing]] = [cellAt(board, x, y), direction];
    }
  return board;
}

/** The view as rows from afar to the agent, `?` for what is not seen. */
function seenBy(board: Board, size = 7, seesThroughWalls = false): string[] {
  const image = new Uint8Array(size * size * 3);
  looker(board, size, seesThroughWalls)(image);
  const signOf = (code: number) => Object.keys(signs).find((sign) => signs[sign] === code) ?? "?";
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) => {
      const at = (column * size + row) * 3;
      return signOf(codeOf(image[at], image[at + 1], image[at + 2]));
    }).join(""),
  );
}

describe("the view", () => {
  test("goes through open doors and not through closed ones", () => {
    const map = (door: string) => ["#######", "#.....#", `###${door}###`, "#.....#", "#..^..#", "#######"];
    expect(seenBy(boardOf(...map("D")))).toEqual([
      "???????",
      "???????",
      "???????",
      "???????",
      "###D###",
      "#.....#",
      "#.....#",
    ]);
    // from the door light spreads by one cell a row to each side, and sideways through what is empty
    expect(seenBy(boardOf(...map("O")))).toEqual([
      "???????",
      "???????",
      "#######",
      "#.....#",
      "###O###",
      "#.....#",
      "#.....#",
    ]);
    expect(seenBy(boardOf(...map("D")), 7, true)[2]).toBe("#######");
  });

  test("does not go round corners behind a wall", () => {
    // what is beyond the walls on both sides of the agent stays dark in its row; the row ahead is lit sideways up to its wall
    const board = boardOf("#####", "#...#", "#^#.#", "#####");
    expect(seenBy(board, 5)).toEqual(["?????", "?????", "?####", "?#...", "?#.#?"]);
  });

  test("turns with the agent", () => {
    const rows = ["#####", "#k..#", "#.^.#", "#..b#", "#####"];
    const turnedTo = (sign: string) => seenBy(boardOf(...rows.map((row) => row.replace("^", sign))), 3);
    expect(turnedTo("^")).toEqual(["###", "k..", "..."]);
    expect(turnedTo(">")).toEqual(["###", "..b", "..."]);
    expect(turnedTo("v")).toEqual(["###", "b..", "..."]);
    expect(turnedTo("<")).toEqual(["###", "..k", "..."]);
  });

  test("shows what is carried in the agent's place, and counts what was discovered", () => {
    const board = boardOf("#####", "#.k.#", "#.^.#", "#####");
    expect(seenBy(board, 3)).toEqual(["###", ".k.", "..."]);
    expect(board.facts[discovered]).toBe(9);
    expect(act(board, pickUp)).toBe(tookUp);
    expect(seenBy(board, 3)).toEqual(["###", "...", ".k."]);
    expect(board.facts[discovered]).toBe(9);
    act(board, 1);
    seenBy(board, 3);
    expect(board.facts[discovered]).toBe(9 + 5); // the wall to the right, 3 cells, and 2 of the wall below
  });

  test("light goes sideways up to the first wall", () => {
    // 5 cells, only the middle one lit; glass everywhere but second from the left
    const [lit, glass] = [0b00100, 0b11101];
    expect(spreadOf(5)[(lit << 5) | glass]).toBe(0b11110);
    expect(spreadOf(5)[(lit << 5) | 0b11011]).toBe(0b00100); // a lit wall passes nothing on
  });
});

describe("the rules", () => {
  test("a key of its colour unlocks a door, and no other does", () => {
    const board = boardOf("#####", "#>L.#", "#####");
    expect(act(board, toggle)).toBe(nothing);
    board.facts[carried] = key + blue;
    expect(act(board, toggle)).toBe(nothing);
    board.facts[carried] = key + yellow;
    expect(act(board, toggle)).toBe(unlocked);
    expect(board.cells[ahead(board)]).toBe(openDoor + yellow);
    expect(board.facts[carried]).toBe(key + yellow);
  });

  test("one thing is carried at a time, and put down where there is nothing", () => {
    const board = boardOf("#####", "#>kb#", "#####");
    expect(act(board, forward)).toBe(nothing);
    expect(act(board, pickUp)).toBe(tookUp);
    act(board, forward);
    expect(act(board, pickUp)).toBe(nothing);
    expect(act(board, drop)).toBe(nothing);
    act(board, 0);
    act(board, 0);
    expect(act(board, drop)).toBe(putDown);
    expect(board.facts[carried]).toBe(0);
    expect(act(board, done)).toBe(nothing);
  });

  test("a box leaves what was in it, also after it was carried about", () => {
    const board = boardOf("#####", "#>B.#", "#####");
    board.inside[ahead(board)] = key + red;
    act(board, pickUp);
    expect(board.inside[ahead(board)]).toBe(0);
    act(board, drop);
    expect(act(board, toggle)).toBe(unpacked);
    expect(board.cells[ahead(board)]).toBe(key + red);
    act(board, pickUp);
    expect(act(board, toggle)).toBe(nothing);
  });

  test("the way leads through doors and things, not through walls", () => {
    const board = boardOf("######", "#>#..#", "#.#..#", "#bLk.#", "######");
    enclose(board);
    aimAt(board, cellAt(board, 3, 1));
    expect(distanceToGo(board)).toBe(6); // 2 down, 2 to the right, 2 up
    aimAt(board, cellAt(board, 0, 0));
    board.distances.fill(0xffff);
    expect(distanceToGo(board)).toBe(30); // no way: as many as there are cells
  });
});

test("every code is what its three indices say", () => {
  for (let code = 0; code < codeCount; code++) {
    if (code === 5) continue; // of nothing
    expect(codeOf(objectIndex[code], colourIndex[code], stateIndex[code])).toBe(code);
  }
  expect(Math.max(...objectIndex)).toBe(objects.length - 1);
});
