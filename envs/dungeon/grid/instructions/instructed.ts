import { fail, type Id } from "../../../../src/core/index.ts";
import { limit } from "../board.ts";
import { closedDoor, colours, key, lockedDoor, openDoor } from "../codes.ts";
import { defineGrid } from "../grid-env.ts";
import { putAgent, putIn, spoil } from "../placing.ts";
import { createRooms, sizeOfRooms } from "../rooms.ts";
import { anyThing, keysBallsAndBoxes } from "../things.ts";
import { aimNext, checkClauses } from "./checker.ts";
import { clauseAt, clauseCount, instructionInWords, mostClauses, open, putNext, verb } from "./clause.ts";
import { areAllBeside, compose } from "./compose.ts";

interface Kind<I extends Id> {
  readonly id: I;
  readonly goal: string;
  readonly verbs: readonly number[];
  /** Defaults. */
  readonly clauses: number;
  readonly places: boolean;
  readonly locked: number;
}

/**
 * Makes a task of BabyAI's kind: rooms full of things, and an instruction of up to four clauses about them. `clauses` is
 * the most of them, joined by `and`, `then` or `after`; `places` tells things by where they are; `locked` is how often one
 * room is locked, whose key then lies in another. Nothing fails: a clause that is done out of turn just does not count.
 */
export const instructed = <const I extends Id>({ id, goal, verbs, clauses, places, locked }: Kind<I>) =>
  defineGrid({
    id,
    goal,
    params: {
      columns: 3,
      rows: 3,
      roomSize: 8,
      things: 18,
      doors: "closed" as "closed" | "open",
      clauses,
      places,
      locked,
    },
    limits: {
      columns: { whole: [1, 4] },
      rows: { whole: [1, 4] },
      roomSize: { whole: [4, 9] },
      things: { whole: [1, 64] },
      doors: ["closed", "open"],
      clauses: { whole: [1, mostClauses] },
      locked: [0, 1],
    },
    size: ({ columns, rows, roomSize }) => sizeOfRooms(columns, rows, roomSize),
    validate({ columns, rows, roomSize, things, locked, doors }) {
      if (doors === "open" && verbs.includes(open))
        fail("params/invalid", { given: `doors = "open" for ${id}`, expected: "closed doors, for it has them opened" });
      const most = Math.floor((columns * rows * (roomSize - 2) ** 2) / 3);
      const least = verbs.length === 1 && verbs[0] === putNext ? 2 : 1;
      if (things > most || things < least)
        fail("params/invalid", {
          given: `things = ${things} in ${columns} x ${rows} rooms of ${roomSize} for ${id}`,
          expected: `${least} to ${most}`,
        });
      const needsDoors = locked > 0 || verbs.every((asked) => asked === open);
      if (columns * rows === 1 && needsDoors)
        fail("params/invalid", { given: `one room for ${id}`, expected: "at least two rooms, for it needs doors" });
    },
    mission: { varies: true, letters: 320, words: 72 },
    plan({ columns, rows, roomSize, things, doors, clauses, places, locked }, board) {
      const rooms = createRooms(board, columns, rows, roomSize);
      const reached = new Uint8Array(board.cells.length);
      const { facts } = board;
      return {
        draw(rng) {
          rooms.begin();
          const index = (room: number) => [room % columns, Math.floor(room / columns)] as const;
          const all = columns * rows;
          const isLocked = locked > 0 && rng.uniform() < locked;
          const closed = rng.integer(all); // the room that may be locked
          const elsewhere = () => index((closed + 1 + rng.integer(all - 1)) % all);
          if (isLocked) {
            const [column, row] = index(closed);
            const side = rng.integer(4);
            if (!rooms.hasNeighbour(column, row, side)) return spoil(board);
            const colour = rng.integer(colours.length);
            rooms.addDoor(rng, column, row, side, lockedDoor + colour);
            const [keyColumn, keyRow] = elsewhere();
            putIn(board, rng, rooms.area(keyColumn, keyRow), key + colour);
          }
          rooms.connect(rng);
          for (let i = 0; i < things; i++) {
            const [column, row] = index(rng.integer(all));
            putIn(board, rng, rooms.area(column, row), anyThing(rng, keysBallsAndBoxes));
          }
          const [column, row] = isLocked ? elsewhere() : index(rng.integer(all));
          putAgent(board, rng, rooms.area(column, row));
          if (!areAllBeside(board, reached)) return spoil(board);
          compose(board, rooms, rng, { verbs, clauses, places });
          if (doors === "open") openAll();
          let ways = 0; // from one thing to another
          for (let clause = 0; clause < facts[clauseCount]; clause++)
            ways += facts[clauseAt(clause) + verb] === putNext ? 2 : 1;
          facts[limit] = ways * roomSize ** 2 * all;
          aimNext(board);
        },
        mission: () => instructionInWords(board),
        judge(_, did) {
          checkClauses(board, did);
        },
      };

      function openAll() {
        const { cells } = board;
        for (let cell = 0; cell < cells.length; cell++)
          if (cells[cell] >= closedDoor && cells[cell] < lockedDoor) cells[cell] += openDoor - closedDoor;
      }
    },
  });
