import { describe, expect, test } from "vitest";
import { type Board, carriedMarks, createBoard } from "../../../../envs/dungeon/grid/board.ts";
import { clauseCount, neighbourMark, subjectMark } from "../../../../envs/dungeon/grid/instructions/clause.ts";
import { vocabulary } from "../../../../envs/dungeon/grid/mission.ts";
import { generator, type Params } from "../../../../src/core/index.ts";
import { openGrid } from "./one-world.ts";
import { fewestActions, isReachable } from "./solver.ts";

const tasks: readonly (readonly [id: string, params: Params])[] = [
  ["go-to", {}],
  ["go-to", { columns: 1, rows: 1, things: 8 }],
  ["go-to", { columns: 2, rows: 2, roomSize: 4, things: 4, doors: "open" }],
  ["pick-up", { places: true }],
  ["open", { places: true, clauses: 2 }],
  ["put-next", { columns: 1, rows: 1, things: 2 }],
  ["put-next", { columns: 2, rows: 1, roomSize: 5, things: 4 }],
  ["instructions", {}],
  ["instructions", { clauses: 1, places: false, locked: 1 }],
];

const grammar = new RegExp(
  `^(clause)( and clause)?(, then clause( and clause)?| after you clause( and clause)?)?$`
    .replaceAll("clause", "(?:(?:go to|pick up|open) thing|put thing next to thing)")
    .replaceAll(
      "thing",
      "(?:a|the) (?:(?:red|green|blue|purple|yellow|grey) )?(?:key|ball|box|door)(?: in front of you| behind you| on your left| on your right)?",
    ),
);

describe("instructions", () => {
  test.each(tasks.map(([name, params]) => ({ name, params })))("$name $params can be met", async ({ name, params }) => {
    const { world } = await openGrid(`dungeon/${name}-v1`, params);
    const { columns, rows, roomSize } = { columns: 3, rows: 3, roomSize: 8, ...params };
    const board: Board = createBoard(columns * (roomSize - 1) + 1, rows * (roomSize - 1) + 1, 6);
    const told = new Set<string>();
    for (let seed = 0; seed < 200; seed++) {
      world.reset(generator(seed));
      board.bytes.set(world.save());
      const goal = world.goal?.() ?? "";
      const instruction = goal.charAt(0).toLowerCase() + goal.slice(1, -1);
      told.add(instruction);
      expect(instruction).toMatch(grammar);
      for (const word of instruction.replaceAll(",", "").split(" ")) expect(vocabulary).toContain(word);
      for (let clause = 0; clause < board.facts[clauseCount]; clause++)
        for (const mark of [subjectMark(clause), neighbourMark(clause)]) {
          const targets = board.marks.map((marks) => (marks & mark ? 1 : 0));
          if (!targets.includes(1)) {
            expect(mark).toBe(neighbourMark(clause));
            continue;
          }
          board.distances.fill(1);
          for (const [cell, isTarget] of targets.entries()) if (isTarget) board.distances[cell] = 0;
          expect(isReachable(board), `seed ${seed}: ${instruction}`).toBe(true);
        }
    }
    expect(told.size).toBeGreaterThan(10);
  });

  test.each([
    ["go-to", { columns: 1, rows: 1, roomSize: 5, things: 2 }],
    ["pick-up", { columns: 1, rows: 1, roomSize: 4, things: 1 }],
    ["put-next", { columns: 1, rows: 1, roomSize: 5, things: 2 }],
    ["open", { columns: 2, rows: 1, roomSize: 4, things: 1 }],
  ])("%s %o is met by trying everything", async (name, params) => {
    const one = await openGrid(`dungeon/${name}-v1`, params);
    const keyOf = (state: Uint8Array) => {
      const facts = new Int32Array(state.slice(0, 256).buffer);
      const layer = (state.length - 256) / 6;
      return `${facts.slice(0, carriedMarks)} ${Buffer.from(state.subarray(256 + 2 * layer, 256 + 3 * layer)).toString("latin1")}`;
    };
    for (let seed = 0; seed < 3; seed++) {
      one.world.reset(generator(seed));
      expect(fewestActions(one, 6, keyOf, generator(seed)), one.world.goal?.()).toBeDefined();
    }
  });

  test.each([
    ["open", { columns: 1, rows: 1 }],
    ["open", { doors: "open" }],
    ["instructions", { columns: 1, rows: 1 }],
    ["put-next", { columns: 1, rows: 1, roomSize: 4, things: 1 }],
    ["go-to", { columns: 1, rows: 1, roomSize: 4, things: 2 }],
  ])("%s %o is refused", async (name, params) => {
    await expect(openGrid(`dungeon/${name}-v1`, params)).rejects.toThrow("params/invalid");
  });
});
