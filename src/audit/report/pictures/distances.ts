import * as Plot from "@observablehq/plot";
import type { Picture } from "../../../report/blocks.ts";
import { shortened } from "../../../report/pictures/names.ts";
import { draw } from "../../../report/pictures/panel.ts";
import type { Distances } from "../../compare.ts";

const [marginLeft, marginRight] = [110, 12];
const rowHeight = 36;
const plotWidth = 400 - marginLeft - marginRight; // [px]

/** A square for every two rewards, the stronger the farther they are from each other. */
export function drawDistances(measure: "EPIC" | "DARD", { names, between }: Distances): Picture {
  const cells = between.flatMap((row, y) =>
    row.map((distance, x) => ({ x: String(x), y: String(y), distance, text: distance?.toFixed(2) ?? "–" })),
  );
  const axis = {
    type: "band" as const,
    domain: names.map((_, i) => String(i)),
    tickSize: 0,
    padding: 0.06,
  };
  const pairs = names.flatMap((name, i) =>
    names.slice(i + 1).map((other, j) => `${name} and ${other} ${between[i][i + 1 + j]?.toFixed(2) ?? "unknown"}`),
  );
  return draw({
    name: `distances-${measure.toLowerCase()}`,
    title: `${measure} distance`,
    description: `${measure} distances, 0 for rewards that are equal but for shaping and scale, 1 for opposite ones. ${pairs.join("; ")}.`,
    xLabel: "0: the same wish; 1: the opposite",
    height: 80 + rowHeight * names.length,
    options: {
      marginLeft,
      marginRight,
      x: { ...axis, tickFormat: (i: string) => shortened(names[Number(i)], plotWidth / names.length - 4) },
      y: { ...axis, tickFormat: (i: string) => shortened(names[Number(i)], marginLeft - 12) },
      marks: [
        Plot.cell(cells, {
          x: "x",
          y: "y",
          fill: "var(--accent)",
          fillOpacity: ({ distance }) => 0.6 * (distance ?? 0),
        }),
        Plot.cell(cells, { x: "x", y: "y", stroke: "var(--line)" }),
        Plot.text(cells, { x: "x", y: "y", text: "text", fill: "var(--ink)" }),
      ],
    },
  });
}
