import type { Rng } from "../../../../src/core/index.ts";
import { type Board, facing, place } from "../board.ts";
import { closedDoor, colourOf, colours, empty, isDoor, lockedDoor, portable } from "../codes.ts";
import { spoil } from "../placing.ts";
import type { Rooms } from "../rooms.ts";
import {
  after,
  alone,
  before,
  clauseAt,
  clauseCount,
  describe,
  fits,
  groupCount,
  isThing,
  joint,
  mostClauses,
  neighbour,
  neighbourMark,
  noteMany,
  open,
  pickUp,
  placeCount,
  putNext,
  subject,
  subjectMark,
  verb,
} from "./clause.ts";

const anyColour = -1;

/** How instructions are drawn. */
export interface Composing {
  readonly verbs: readonly number[];
  /** The most clauses. */
  readonly clauses: number;
  /** Whether things may be told by where they are. */
  readonly places: boolean;
}

/** Draws an instruction about what lies on a board, and marks what it is about. Spoils the level where none can be met. */
export function compose(board: Board, rooms: Rooms, rng: Rng, { verbs, clauses, places }: Composing): void {
  const { facts } = board;
  const count = 1 + rng.integer(Math.min(clauses, mostClauses));
  facts[clauseCount] = count;
  const isJoined = count > 2 || (count === 2 && rng.integer(2) === 1);
  facts[groupCount] = isJoined ? (count === 2 ? 1 : count === 4 ? 2 : 1 + rng.integer(2)) : count;
  facts[joint] = isJoined ? (rng.integer(2) ? before : after) : alone;
  for (let index = 0; index < count; index++) {
    const at = clauseAt(index);
    facts[at + verb] = verbs[rng.integer(verbs.length)];
    tell(board, rooms, rng, at + subject, subjectMark(index), facts[at + verb], places);
    if (facts[at + verb] !== putNext) continue;
    tell(board, rooms, rng, at + neighbour, neighbourMark(index), putNext + 1, places);
    if (isMetOrMuddled(board, subjectMark(index), neighbourMark(index))) return spoil(board);
  }
}

/** Describes a random thing that suits a verb, and marks all that the description fits. */
function tell(board: Board, rooms: Rooms, rng: Rng, at: number, mark: number, asked: number, places: boolean): void {
  const { cells, marks, queue } = board;
  let found = 0;
  for (let cell = 0; cell < cells.length; cell++) if (suits(asked, cells[cell])) queue[found++] = cell;
  if (found === 0) return spoil(board);
  const chosen = queue[rng.integer(found)];
  const hasColour = rng.integer(7) > 0;
  const where = places ? placesOf(board, rooms, chosen) : 0;
  const told = where && rng.integer(3) === 0 ? 1 + rng.integer(placeCount - 1) : 0;
  const isThere = (where >> told) & 1;
  describe(board, at, cells[chosen], hasColour ? colourOf(cells[chosen]) : anyColour, isThere ? told : 0);
  let many = 0;
  for (let cell = 0; cell < cells.length; cell++) {
    if (!isThing(cells[cell]) || !fits(board, at, cells[cell], placesOf(board, rooms, cell))) continue;
    marks[cell] |= mark;
    many++;
  }
  if (many > 1) noteMany(board, at);
}

function suits(asked: number, code: number): boolean {
  if (asked === open) return code >= closedDoor && code < lockedDoor + colours.length;
  if (asked === pickUp || asked === putNext) return portable[code] === 1;
  return isThing(code);
}

/** Where a cell is from the agent, as bits: left 1, right 2, before 3, behind 4; none outside the agent's room. */
function placesOf({ facts, moves, stride }: Board, rooms: Rooms, cell: number): number {
  const here = facts[place];
  if (!rooms.isTogether(here, cell)) return 0;
  const [x, y] = [(cell % stride) - (here % stride), Math.floor(cell / stride) - Math.floor(here / stride)];
  const forward = moves[facts[facing]];
  const along = forward === 1 ? x : forward === -1 ? -x : forward > 0 ? y : -y;
  const right = moves[(facts[facing] + 1) & 3];
  const across = right === 1 ? x : right === -1 ? -x : right > 0 ? y : -y;
  return (across < 0 ? 2 : across > 0 ? 4 : 0) | (along > 0 ? 8 : along < 0 ? 16 : 0);
}

/** Whether a thing is to be put next to itself, or is there already. */
function isMetOrMuddled({ marks, moves }: Board, mark: number, next: number): boolean {
  for (let cell = 0; cell < marks.length; cell++) {
    if ((marks[cell] & mark) === 0) continue;
    if (marks[cell] & next) return true;
    for (let way = 0; way < 4; way++) if (marks[cell + moves[way]] & next) return true;
  }
  return false;
}

/** Whether the agent can get beside every thing and door without moving anything, locks apart. */
export function areAllBeside({ cells, facts, moves, queue }: Board, reached: Uint8Array): boolean {
  reached.fill(0);
  reached[facts[place]] = 1;
  queue[0] = facts[place];
  for (let at = 0, end = 1; at < end; at++)
    for (let way = 0; way < 4; way++) {
      const to = queue[at] + moves[way];
      if (reached[to]) continue;
      reached[to] = 1;
      if (cells[to] === empty || isDoor(cells[to])) queue[end++] = to;
    }
  for (let cell = 0; cell < cells.length; cell++) if (isThing(cells[cell]) && !reached[cell]) return false;
  return true;
}
