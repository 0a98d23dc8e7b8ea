import { ahead, type Board, carried, columnOf, facing, outcome, place, rowOf, succeeded } from "./board.ts";
import { directions, doorStates, isDoor, nameOf, stateIndex } from "./codes.ts";

const withArticle = (name: string) => `${/^[aeiou]/.test(name) ? "an" : "a"} ${name}`;

/** A thing in words: `a locked yellow door`. */
function thing(code: number): string {
  const name = nameOf(code);
  if (name === "empty") return "nothing";
  return withArticle(isDoor(code) ? `${doorStates[stateIndex[code]]} ${name}` : name);
}

/** Where the agent is, what it carries and what is before it. */
export function sentence(board: Board): string {
  const { facts, cells } = board;
  const where = `You are in column ${columnOf(board, facts[place])}, row ${rowOf(board, facts[place])}, facing ${directions[facts[facing]]}`;
  const load = facts[carried] ? `, and carry ${thing(facts[carried])}` : "";
  const solved = facts[outcome] === succeeded ? " The task is solved." : "";
  return `${where}${load}. Before you is ${thing(cells[ahead(board)])}.${solved}`;
}
