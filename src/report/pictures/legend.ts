import { shortened, widthOf } from "./names.ts";
import type { Pen } from "./pen.ts";

/** What a fill stands for. */
export interface LegendEntry {
  readonly text: string;
  readonly colour: string;
}

/** Where the squares of a legend are, and how high all of it is. [px] */
export interface LegendLayout {
  readonly squares: readonly { readonly x: number; readonly y: number }[];
  readonly height: number;
}

const lineHeight = 18;
const square = 10;
const gap = { text: 5, entry: 14 };

/** Puts entries one after the other, in lines no wider than a drawing. */
export function layOut(entries: readonly LegendEntry[], width: number): LegendLayout {
  let [x, y] = [gap.text, gap.text];
  const squares = entries.map(({ text }) => {
    const room = square + gap.text + Math.min(roomIn(width), widthOf(text)) + gap.entry;
    if (x + room > width) [x, y] = [gap.text, y + lineHeight];
    x += room;
    return { x: x - room, y };
  });
  return { squares, height: entries.length ? y + lineHeight : 0 };
}

/** Draws a legend below `top`. */
export function writeLegend(
  pen: Pen,
  entries: readonly LegendEntry[],
  { squares }: LegendLayout,
  top: number,
  width: number,
): void {
  for (const [i, { text, colour }] of entries.entries()) {
    const { x, y } = squares[i];
    const size = { width: square, height: square, "stroke-width": 1.5 };
    pen("rect", { x, y: top + y, ...size, stroke: colour, fill: colour, "fill-opacity": 0.2 });
    const place = { x: x + square + gap.text, y: top + y + square / 2, dy: "0.32em", "text-anchor": "start" };
    pen("text", place, shortened(text, roomIn(width)));
  }
}

const roomIn = (width: number) => 0.8 * width;
