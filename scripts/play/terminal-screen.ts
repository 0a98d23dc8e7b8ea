import { type Batch, product, type Space } from "../../src/core/index.ts";
import type { Page, Size } from "./page.ts";

type Leaf = ArrayLike<number>;

/** The terminal in an observation that has one: characters, colours from 0 to 15, and a cursor. */
export interface TerminalLeaves extends Size {
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

/** The first row of a batch as a page. */
export function terminalPage({ rows, columns, chars, colors, cursor }: TerminalLeaves, batch: Batch<Space>): Page {
  const [codes, hues, [row, column]] = [chars(batch), colors(batch), Array.from(cursor(batch))];
  const lines: string[] = [];
  const plain: string[] = [];
  for (let at = 0; at < rows * columns; at += columns) {
    let line = "";
    let text = "";
    let hue = plainHue;
    for (let i = at; i < at + columns; i++) {
      const letter = letterOf(codes[i]);
      const own = letter === " " ? hue : hueOf(hues[i]);
      if (own !== hue) line += `\x1b[${own}m`;
      hue = own;
      line += letter;
      text += letter;
    }
    lines.push(hue === plainHue ? line.trimEnd() : `${line.trimEnd()}\x1b[0m`);
    plain.push(text.trimEnd());
  }
  return { lines, plain, cursor: { row, column } };
}

const plainHue = 39; // SGR: the terminal's own colour of text
const darkGrey = 90; // for black, which would be invisible

/** The SGR number of one of NLE's sixteen colours, of which 8 means none. */
function hueOf(colour: number): number {
  if (colour === 8 || colour > 15) return plainHue;
  if (colour === 0) return darkGrey;
  return colour < 8 ? 30 + colour : 90 + colour - 8;
}

const letterOf = (code: number): string => (code < 32 || (code >= 127 && code < 161) ? " " : String.fromCharCode(code));
