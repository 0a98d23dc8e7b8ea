import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { interquartileMean } from "../../src/ablate/statistics/index.ts";
import { writeWhole } from "../../src/record/index.ts";

/** Steps and mean return of the last 100 episodes. */
export type Curve = readonly (readonly [number, number])[];

const points = 100;
const width = 640;
const height = 300;

/** Draws docs/results/<name>.svg: every seed thin, their interquartile mean bold, the band from worst to best. */
export async function writeCurves(name: string, steps: number, curves: readonly Curve[]): Promise<void> {
  const { document } = parseHTML("<html></html>");
  const grid = Array.from({ length: points }, (_, i) => ((i + 1) / points) * steps);
  const band = grid.flatMap((at) => {
    const values = curves.flatMap((curve) => valueAt(curve, at) ?? []);
    if (values.length < curves.length) return [];
    return [{ at, mean: interquartileMean([values]), low: Math.min(...values), high: Math.max(...values) }];
  });
  const plot = Plot.plot({
    document,
    width,
    height,
    marginLeft: 56,
    style: { background: "transparent", fontSize: "12px" },
    x: { label: "steps", tickFormat: "~s" },
    y: { label: "mean return of the last 100 episodes", grid: true },
    marks: [
      Plot.areaY(band, { x: "at", y1: "low", y2: "high", fill: colour, fillOpacity: 0.15 }),
      curves.map((curve) => Plot.line(curve, { stroke: colour, strokeOpacity: 0.25, strokeWidth: 1 })),
      Plot.lineY(band, { x: "at", y: "mean", stroke: colour, strokeWidth: 2.5 }),
    ],
  });
  plot.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  // Text in a picture cannot inherit a page's colour, so it has one that is legible on light and on dark.
  plot.setAttribute("color", "#7a7f87");
  await writeWhole(`docs/results/${name}.svg`, `${plot.outerHTML}\n`);
}

const colour = "#2f7fd6";

/** The last value at or before a step. */
function valueAt(curve: Curve, step: number): number | undefined {
  let value: number | undefined;
  for (const [at, reached] of curve) {
    if (at > step) break;
    value = reached;
  }
  return value;
}
