import { type Board, own } from "../board.ts";
import { box, closedDoor, colourOf, colours, isDoor, key, kindOf, nameOf, objectIndex, objects } from "../codes.ts";

/** What a clause asks for. */
export const verbs = ["go to", "pick up", "open", "put"] as const;
export const [goTo, pickUp, open, putNext] = [0, 1, 2, 3];

/** Where a thing is, seen from where the agent starts. */
const places = ["", " on your left", " on your right", " in front of you", " behind you"];
export const placeCount = places.length;

/** How two groups of clauses are joined: the first alone, the first before the second, or the second told first. */
export const [alone, before, after] = [0, 1, 2];

export const mostClauses = 4;
/** The instruction is kept among the board's facts. */
export const groupCount = own; // clauses in the first group
export const clauseCount = own + 1;
export const joint = own + 2;
const firstClause = own + 3;
const clauseSize = 8;

/** Where the numbers of a clause stand, from its first. */
export const verb = 0;
export const isDone = 1;
/** Of the thing and of the one that it is put next to: kind, colour and place; how many match is shown by the article. */
export const subject = 2;
export const neighbour = 5;
const kindAt = 0;
const colourAt = 1;
const placeAt = 2;
const manyFlag = 8; // added to the place where several things match

export const clauseAt = (index: number): number => firstClause + index * clauseSize;
/** The mark of what a clause is about, and of what that is put next to. */
export const subjectMark = (index: number): number => 1 << (2 * index);
export const neighbourMark = (index: number): number => 2 << (2 * index);

/** A door is of one kind, whatever its state. */
const kindOfThing = (code: number) => (isDoor(code) ? closedDoor : kindOf(code));
/** Whether a clause can be about it: keys, balls, boxes and doors. */
export const isThing = (code: number): boolean => isDoor(code) || (code >= key && code < box + colours.length);

/** Writes a description; -1 says that any colour will do. */
export function describe(board: Board, at: number, code: number, colour: number, place: number): void {
  board.facts[at + kindAt] = kindOfThing(code);
  board.facts[at + colourAt] = colour;
  board.facts[at + placeAt] = place;
}

export function fits(board: Board, at: number, code: number, places: number): boolean {
  const { facts } = board;
  if (!isThing(code) || kindOfThing(code) !== facts[at + kindAt]) return false;
  if (facts[at + colourAt] >= 0 && colourOf(code) !== facts[at + colourAt]) return false;
  return facts[at + placeAt] === 0 || ((places >> facts[at + placeAt]) & 1) === 1;
}

/** Notes that several things match, so that the instruction says `a` and not `the`. */
export function noteMany({ facts }: Board, at: number): void {
  facts[at + placeAt] += manyFlag;
}

function thingInWords({ facts }: Board, at: number): string {
  const [kind, colour, place] = [facts[at + kindAt], facts[at + colourAt], facts[at + placeAt]];
  const name = colour < 0 ? objects[objectIndex[kind]] : nameOf(kind + colour);
  return `${place >= manyFlag ? "a" : "the"} ${name}${places[place % manyFlag]}`;
}

function clauseInWords(board: Board, index: number): string {
  const at = clauseAt(index);
  const told = `${verbs[board.facts[at + verb]]} ${thingInWords(board, at + subject)}`;
  return board.facts[at + verb] === putNext ? `${told} next to ${thingInWords(board, at + neighbour)}` : told;
}

/** The whole instruction in words. */
export function instructionInWords(board: Board): string {
  const { facts } = board;
  const group = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => clauseInWords(board, from + i)).join(" and ");
  const first = group(0, facts[groupCount]);
  if (facts[joint] === alone) return first;
  const second = group(facts[groupCount], facts[clauseCount]);
  return facts[joint] === before ? `${first}, then ${second}` : `${second} after you ${first}`;
}
