import * as Plot from "@observablehq/plot";
import type { Picture } from "../blocks.ts";
import { faint, series } from "../palette.ts";
import { shortened, widthOf } from "./names.ts";
import { draw, type Panel } from "./panel.ts";

/** What makes up a whole; shares sum to 1, those below 0 take away. */
export interface ShareBar {
  readonly name: string;
  readonly shares: readonly { readonly term: string; readonly share: number }[];
}

const marginLeft = 150;
const barHeight = 30;
const marginRight = 26; // for the end of "100%"
const barWidth = 210; // of all shares, at most [px]

/** A bar for each whole: shares above 0 to the right of it, those below to the left. */
export function drawShareBars(
  panel: Pick<Panel, "name" | "title" | "description" | "xLabel">,
  bars: readonly ShareBar[],
): Picture {
  const terms = [...new Set(bars.flatMap(({ shares }) => shares.map(({ term }) => term)))];
  const colourOf = (term: string) => series[terms.indexOf(term) + 1]?.colour ?? "var(--muted)";
  const parts = bars.flatMap(({ shares }, bar) => {
    const reached = { above: 0, below: 0 };
    return shares.map(({ term, share }) => {
      const side = share < 0 ? "below" : "above";
      const from = reached[side];
      reached[side] += share;
      return { bar: String(bar), term, from, to: reached[side], label: fitting(term, Math.abs(share)) };
    });
  });
  return draw({
    ...panel,
    height: 76 + barHeight * bars.length,
    legend: terms.map((term) => ({ text: term, colour: colourOf(term) })),
    options: {
      marginLeft,
      marginRight,
      x: { tickFormat: "%", ticks: 5, grid: true },
      y: {
        type: "band",
        domain: bars.map((_, bar) => String(bar)),
        tickSize: 0,
        padding: 0.2,
        tickFormat: (bar: string) => shortened(bars[Number(bar)].name, marginLeft - 12),
      },
      marks: [
        Plot.ruleX([0], { stroke: faint.colour }),
        parts.flatMap((part) => {
          const place = { x1: part.from, x2: part.to, y: "bar" };
          const colour = colourOf(part.term);
          return [
            Plot.barX([part], { ...place, fill: colour, fillOpacity: 0.2, stroke: colour, strokeWidth: 1.5, inset: 1 }),
            Plot.text([part], { x: (part.from + part.to) / 2, y: "bar", text: "label", fill: "var(--ink)" }),
          ];
        }),
      ],
    },
  });
}

/** A term's name where it fits into its bar; the table beside has all of them. */
const fitting = (term: string, share: number): string => {
  const room = share * barWidth - 6;
  return room >= Math.min(30, widthOf(term)) ? shortened(term, room) : "";
};
