import { cellFlag, terrain } from "../../../envs/dungeon/data/terrain.ts";
import { observe } from "../../../envs/dungeon/display/observe.ts";
import { createScreen, type Observation } from "../../../envs/dungeon/display/screen.ts";
import { buildDungeon } from "../../../envs/dungeon/levels/build.ts";
import { clearLevel } from "../../../envs/dungeon/levels/draw.ts";
import { observation } from "../../../envs/dungeon/observation.ts";
import { newGame } from "../../../envs/dungeon/play/new-game.ts";
import { press } from "../../../envs/dungeon/play/press.ts";
import type { Rules } from "../../../envs/dungeon/play/rules.ts";
import { createGame, type Game } from "../../../envs/dungeon/state/game.ts";
import { width } from "../../../envs/dungeon/state/grid.ts";
import { happenings } from "../../../envs/dungeon/state/tally.ts";
import { batchOf } from "../../../src/core/index.ts";

export const rules: Rules = { build: buildDungeon, waitsForMore: false, autopickup: "$", role: "fighter", pet: true };

/** A game without a world around it, begun from a seed. */
export function begin(seed: number, changed: Partial<Rules> = {}): Game {
  const game = createGame(
    { ...rules, ...changed },
    createScreen(batchOf(observation, 1) as Observation),
    new Int32Array(happenings),
  );
  newGame(game, seed, seed + 1);
  observe(game);
  return game;
}

/** Presses keys one after another, written as text. */
export function type(game: Game, keys: string): void {
  for (const key of keys) {
    press(game, key.charCodeAt(0));
    observe(game);
  }
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes).replace(/\0+$/, "").trimEnd();
export const messageOf = ({ screen }: Game): string => textOf(screen.out.message);
/** A line of the terminal, from 0. */
export const lineOf = ({ screen }: Game, row: number): string =>
  textOf(screen.out.tty_chars.subarray(row * 80, (row + 1) * 80)).trimEnd();

/** A builder that draws a level from text: `#` stone, `.` floor, `+` a closed door, `/` an open one; all lit, the hero at `@`. */
export const drawn =
  (...picture: readonly string[]): Rules["build"] =>
  (game) => {
    clearLevel(game);
    let start = -1;
    for (const [row, line] of picture.entries())
      for (const [column, char] of Array.from(line).entries()) {
        const cell = (row + 3) * width + column + 10;
        if (char === "@") start = cell;
        game.terrain[cell] = codes[char] ?? terrain.stone;
        game.flags[cell] |= cellFlag.lit;
      }
    return start;
  };
const codes: { readonly [char: string]: number } = {
  "@": terrain.floor,
  ".": terrain.floor,
  "+": terrain.closedVertical,
  "/": terrain.openVertical,
  ">": terrain.stairsDown,
  "<": terrain.stairsUp,
  "{": terrain.fountain,
  _: terrain.altar,
  "0": terrain.boulder,
  "}": terrain.water,
  S: terrain.secretDoorVertical,
};

/** The cell of a picture's column and row. */
export const at = (column: number, row: number): number => (row + 3) * width + column + 10;
