import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import type { Picture } from "../blocks.ts";
import type { Series } from "../palette.ts";
import { markupInside } from "../svg.ts";
import { shortened, spread } from "./labels.ts";

/** Wide enough for a phone as it is, so that a page shows panels one below or beside the other. [px] */
const width = 400;
const marginTop = 50; // title, then the name of the y axis
const lineHeight = 14;

/** A name at the right edge, led to from a point of the plot. */
export interface Label {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly series: Series;
}

export interface Panel {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly height?: number;
  /** Plot's options but for the size and the margin above. */
  readonly options: Plot.PlotOptions;
  readonly labels?: readonly Label[];
}

/** Characters that fit beside a panel whose margin is `margin` wide [px]. */
export const lettersIn = (margin: number): number => Math.floor((margin - 14) / 6.4);

/** Draws a panel: its title, a plot, and labels beside it. */
export function draw({ name, title, description, height = 270, options, labels = [] }: Panel): Picture {
  const { document } = parseHTML("<html></html>");
  const plot = Plot.plot({
    marginLeft: 46,
    marginBottom: 38,
    marginRight: 16,
    insetTop: 4,
    ...options,
    document,
    width,
    height,
    marginTop,
  });
  const add = (tag: string, attributes: { readonly [name: string]: string | number }, text = "") => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    element.textContent = text;
    plot.append(element);
  };
  add("text", { x: 2, y: 14, "text-anchor": "start", "font-size": 13, "font-weight": 600 }, shortened(title, 54));

  const [x, y] = [plot.scale("x"), plot.scale("y")];
  const margin = options.marginRight ?? 0;
  const ends = labels.map((label) => ({ x: Number(x?.apply(label.x)), y: Number(y?.apply(label.y)) }));
  const heights = spread(
    ends.map((end) => end.y),
    lineHeight,
    marginTop,
    height - (options.marginBottom ?? 38),
  );
  for (const [i, { text, series }] of labels.entries()) {
    const edge = width - margin;
    const path = `M${ends[i].x + 5},${ends[i].y}L${edge + 2},${ends[i].y}L${edge + 10},${heights[i]}`;
    add("path", { d: path, fill: "none", stroke: series.colour, "stroke-width": 1, "stroke-opacity": 0.6 });
    const place = { x: edge + 13, y: heights[i], dy: "0.32em", "text-anchor": "start", fill: series.colour };
    add("text", place, shortened(text, lettersIn(margin)));
  }
  return { name, title, description, width, height, markup: markupInside(plot) };
}
