import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import type { Picture } from "../blocks.ts";
import { markupInside } from "../svg.ts";
import { type Label, marginFor, writeLabels } from "./labels.ts";
import { type LegendEntry, layOut, writeLegend } from "./legend.ts";
import { shortened, widthOf } from "./names.ts";
import { penOn } from "./pen.ts";

/** Wide enough for a phone as it is, so that a page shows panels one below or beside the other. [px] */
const width = 400;
const marginBelow = 38; // ticks, then the name of the x axis

export interface Panel {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Without the legend; default 270. [px] */
  readonly height?: number;
  readonly xLabel: string;
  readonly yLabel?: string;
  /** Plot's options but for the size, the names of the axes, and the margins above and below. */
  readonly options: Plot.PlotOptions;
  readonly labels?: readonly Label[];
  readonly legend?: readonly LegendEntry[];
}

/** Draws a panel: its title, a plot, labels beside it and a legend below. */
export function draw(panel: Panel): Picture {
  const { name, title, description, xLabel, yLabel, options, labels = [], legend = [] } = panel;
  const { marginLeft = 46, marginRight = marginFor(labels) } = options;
  const marginTop = yLabel === undefined ? 28 : 46;
  const legendLayout = layOut(legend, width);
  const bottom = panel.height ?? 270;
  const height = bottom + legendLayout.height;
  const { document } = parseHTML("<html></html>");
  const plot = Plot.plot({
    insetTop: 4,
    ...options,
    x: { label: null, ...options.x },
    y: { label: null, ...options.y },
    marginLeft,
    marginRight,
    marginTop,
    marginBottom: marginBelow + legendLayout.height,
    document,
    width,
    height,
  });

  const pen = penOn(plot, document);
  const heading = { x: 2, y: 14, "text-anchor": "start", "font-size": 13, "font-weight": 600 };
  pen("text", heading, shortened(title, 0.9 * width));
  if (yLabel !== undefined) pen("text", { x: 2, y: 33, "text-anchor": "start", fill: "var(--muted)" }, yLabel);
  const middle = Math.min((marginLeft + width - marginRight) / 2, width - widthOf(xLabel) / 2);
  pen("text", { x: middle, y: bottom - 5, fill: "var(--muted)" }, xLabel);
  const [x, y] = [plot.scale("x"), plot.scale("y")];
  writeLabels(pen, labels, marginRight, {
    right: width - marginRight,
    top: marginTop,
    bottom: bottom - marginBelow,
    place: (label) => ({ x: Number(x?.apply(label.x)), y: Number(y?.apply(label.y)) }),
  });
  writeLegend(pen, legend, legendLayout, bottom, width);
  return { name, title, description, width, height, markup: markupInside(plot) };
}
