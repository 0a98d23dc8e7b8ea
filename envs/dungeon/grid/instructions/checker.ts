import { opened, putDown, tookUp, unlocked } from "../act.ts";
import { ahead, type Board, carriedMarks, outcome, progress, succeeded } from "../board.ts";
import { aim } from "../distance.ts";
import {
  clauseAt,
  clauseCount,
  goTo,
  groupCount,
  isDone,
  neighbourMark,
  open,
  pickUp,
  putNext,
  subjectMark,
  verb,
} from "./clause.ts";

/** Looks at what an action did to the clauses that are next: those of the first group, then those of the second. */
export function checkClauses(board: Board, did: number): void {
  const { facts } = board;
  const [from, to] = activeClauses(board);
  let hasDone = false;
  for (let index = from; index < to; index++) {
    const at = clauseAt(index);
    if (facts[at + isDone] || !isMet(board, index, facts[at + verb], did)) continue;
    facts[at + isDone] = 1;
    facts[progress]++;
    hasDone = true;
  }
  if (facts[progress] === facts[clauseCount]) facts[outcome] = succeeded;
  else if (hasDone || did === tookUp || did === putDown) aimNext(board);
}

/** The clauses that count now: the second group once the first is done. */
function activeClauses({ facts }: Board): readonly [from: number, to: number] {
  const first = facts[groupCount];
  return facts[progress] < first ? [0, first] : [first, facts[clauseCount]];
}

function isMet(board: Board, index: number, asked: number, did: number): boolean {
  const { marks, moves, facts } = board;
  const front = ahead(board);
  const isSubject = (marks[front] & subjectMark(index)) !== 0;
  switch (asked) {
    case goTo:
      return isSubject;
    case pickUp:
      return did === tookUp && (facts[carriedMarks] & subjectMark(index)) !== 0;
    case open:
      return (did === opened || did === unlocked) && isSubject;
    default: {
      if (did !== putDown || !isSubject) return false;
      for (let way = 0; way < 4; way++) if (marks[front + moves[way]] & neighbourMark(index)) return true;
      return false;
    }
  }
}

/** Aims at what the first clause that is not done asks for. */
export function aimNext(board: Board): void {
  const { facts, marks } = board;
  const [from, to] = activeClauses(board);
  for (let index = from; index < to; index++) {
    const at = clauseAt(index);
    if (facts[at + isDone]) continue;
    const holds = facts[at + verb] === putNext && (facts[carriedMarks] & subjectMark(index)) !== 0;
    const mark = holds ? neighbourMark(index) : subjectMark(index);
    aim(board, (cell) => (marks[cell] & mark) !== 0);
    return;
  }
}
