import type { Batch, Space } from "../../src/core/index.ts";
import { letterOf, type TerminalLeaves } from "../../src/render/index.ts";
import type { Page } from "./page.ts";

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
