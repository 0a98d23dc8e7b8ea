import type { Series } from "../palette.ts";
import { shortened, widthOf } from "./names.ts";
import type { Pen } from "./pen.ts";

/** A name at the right edge of a plot, led to from a point of it. */
export interface Label {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly series: Series;
}

const lineHeight = 14;
const margins = { none: 16, least: 40, most: 134 };
const gap = 15; // between the plot and a label

/** The margin that labels need. [px] */
export function marginFor(labels: readonly Label[]): number {
  if (labels.length === 0) return margins.none;
  const widest = Math.max(...labels.map(({ text }) => widthOf(text)));
  return Math.min(margins.most, Math.max(margins.least, gap + widest));
}

/** Where a plot ends, and how its scales place a label's point. [px] */
export interface Frame {
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  place(label: Label): { readonly x: number; readonly y: number };
}

/** Writes labels into a margin, no two over each other. */
export function writeLabels(pen: Pen, labels: readonly Label[], margin: number, frame: Frame): void {
  const { right, top, bottom } = frame;
  const ends = labels.map(frame.place);
  const heights = spread(
    ends.map(({ y }) => y),
    lineHeight,
    top,
    bottom,
  );
  for (const [i, { text, series }] of labels.entries()) {
    const { x, y } = ends[i];
    const d = `M${Math.min(x + 5, right + 2)},${y}L${right + 2},${y}L${right + 10},${heights[i]}`;
    pen("path", { d, fill: "none", stroke: series.colour, "stroke-opacity": 0.6 });
    const place = { x: right + gap - 2, y: heights[i], dy: "0.32em", "text-anchor": "start" };
    pen("text", { ...place, fill: series.colour }, shortened(text, margin - gap));
  }
}

/**
 * Positions as near to those wanted as `gap` between neighbours allows, within [low, high] where they fit; in the
 * order given.
 */
export function spread(wanted: readonly number[], gap: number, low: number, high: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b] || a - b);
  const placed = [...wanted];
  let free = low;
  for (const i of order) {
    placed[i] = Math.max(placed[i], free);
    free = placed[i] + gap;
  }
  let limit = high;
  for (const i of order.toReversed()) {
    placed[i] = Math.min(placed[i], limit);
    limit = placed[i] - gap;
  }
  return placed;
}
