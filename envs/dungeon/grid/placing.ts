import type { Rng } from "../../../src/core/index.ts";
import { type Board, cellAt, facing, failed, outcome, place } from "./board.ts";
import { empty } from "./codes.ts";

const mostTries = 50;

/** A rectangle of cells. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Everything within the outer walls. */
export const within = ({ width, height }: Board): Area => ({ left: 1, top: 1, width: width - 2, height: height - 2 });

/** A whole number in [low, below). */
export const between = (rng: Rng, low: number, below: number): number => low + rng.integer(below - low);

/**
 * A random free cell of an area. Where there is none the level is spoilt, which makes the caller draw it again.
 * @param isRefused cells that will not do although they are free
 */
export function freeCell(board: Board, rng: Rng, area: Area, isRefused?: (cell: number) => boolean): number {
  const { cells, facts, stride } = board;
  const corner = cellAt(board, area.left, area.top);
  const count = area.width * area.height;
  const isFree = (cell: number) => cells[cell] === empty && cell !== facts[place] && !isRefused?.(cell);
  const cellOf = (index: number) => corner + Math.floor(index / area.width) * stride + (index % area.width);
  for (let tries = 0; tries < mostTries; tries++) {
    const cell = cellOf(rng.integer(count));
    if (isFree(cell)) return cell;
  }
  const first = rng.integer(count);
  for (let i = 0; i < count; i++) {
    const cell = cellOf((first + i) % count);
    if (isFree(cell)) return cell;
  }
  spoil(board);
  return 0;
}

/** Says that a level will not do and must be drawn again. */
export function spoil(board: Board): void {
  board.facts[outcome] = failed;
}

/** Puts a thing into a random free cell of an area, and returns the cell. */
export function putIn(board: Board, rng: Rng, area: Area, code: number, isRefused?: (cell: number) => boolean): number {
  const cell = freeCell(board, rng, area, isRefused);
  board.cells[cell] = code;
  return cell;
}

/** Puts the agent into a random free cell of an area, facing anywhere. */
export function putAgent(board: Board, rng: Rng, area: Area): void {
  board.facts[place] = freeCell(board, rng, area);
  board.facts[facing] = rng.integer(4);
}

/** Puts the agent where it is told. */
export function setAgent(board: Board, column: number, row: number, direction: number): void {
  board.facts[place] = cellAt(board, column, row);
  board.facts[facing] = direction;
}

/** Whether two cells touch, corners included. */
export function isNear({ stride }: Board, a: number, b: number): boolean {
  const columns = Math.abs((a % stride) - (b % stride));
  return columns <= 1 && Math.abs(Math.floor(a / stride) - Math.floor(b / stride)) <= 1;
}

/** Whether two cells have a side in common. */
export function isBeside({ stride }: Board, a: number, b: number): boolean {
  const apart = Math.abs(a - b);
  return apart === 1 || apart === stride; // rows do not run into each other: there is a margin between them
}
