import { type Batch, product, type Space } from "../core/index.ts";

type Leaf = ArrayLike<number>;

/** The terminal in an observation that has one: characters, colours from 0 to 15, and a cursor. */
export interface TerminalLeaves {
  readonly rows: number;
  readonly columns: number;
  readonly chars: (observation: Batch<Space>) => Leaf;
  readonly colors: (observation: Batch<Space>) => Leaf;
  readonly cursor: (observation: Batch<Space>) => Leaf;
}

/** Where an observation has the leaves `tty_chars`, `tty_colors` and `tty_cursor`, as NLE names them; else nothing. */
export function terminalIn(observation: Space): TerminalLeaves | undefined {
  if (observation.type !== "parts") return undefined;
  const { tty_chars: chars, tty_colors: colors, tty_cursor: cursor } = observation.fields;
  if (chars?.type !== "codes" || colors?.type !== "codes" || cursor?.type !== "box") return undefined;
  if (chars.shape.length !== 2 || colors.shape.join() !== chars.shape.join() || product(cursor.shape) !== 2)
    return undefined;
  const [rows, columns] = chars.shape;
  const leaf = (name: string) => (batch: Batch<Space>) => (batch as unknown as { readonly [name: string]: Leaf })[name];
  return { rows, columns, chars: leaf("tty_chars"), colors: leaf("tty_colors"), cursor: leaf("tty_cursor") };
}

/** The letter of a character code; those that a terminal does not print are blanks. */
export const letterOf = (code: number): string =>
  code < 32 || (code >= 127 && code < 161) ? " " : String.fromCharCode(code);
