import * as Plot from "@observablehq/plot";
import type { Picture } from "../../../report/blocks.ts";
import { percent, told } from "../../../report/numbers.ts";
import { faint } from "../../../report/palette.ts";
import { shortened } from "../../../report/pictures/names.ts";
import { draw } from "../../../report/pictures/panel.ts";
import type { Comparison } from "../comparison.ts";
import { publishedOn } from "../published.ts";
import type { Study } from "../study.ts";

const marginLeft = 150;
const rowHeight = 30;

/** Every variant's runs as rings, their interquartile mean and its interval; published figures in rows of their own. */
export function drawLevels(study: Study, comparison: Comparison, name: string, title: string): Picture {
  const { measure, confidence, envs, rows } = comparison;
  const published = envs.length === 1 ? publishedOn(study.ablation, envs[0]) : [];
  const labels = [...rows.map(({ variant }) => variant), ...published.map(({ what }) => what)];
  const rings = envs.length === 1; // over several they would show how envs differ
  const interval = rows.some(({ level }) => level.low !== undefined) ? ` and ${percent(confidence)} interval` : "";
  const at = (row: number) => String(row);
  return draw({
    name,
    title,
    description: `${measure} by variant. ${rows.map(({ variant, level }) => `${variant} ${told(level)}`).join("; ")}.`,
    xLabel: `${measure}, interquartile mean${interval}`,
    height: 76 + rowHeight * labels.length,
    options: {
      marginLeft,
      x: { nice: 5, grid: true, ticks: 5 },
      y: {
        type: "point",
        domain: labels.map((_, row) => at(row)),
        tickSize: 0,
        padding: 0.5,
        tickFormat: (row: string) => shortened(labels[Number(row)], marginLeft - 12),
      },
      marks: [
        rows.flatMap(({ variant, scores, level }, row) => {
          const { colour, symbol } = study.looks.get(variant)!;
          const stroke = colour === faint.colour ? "var(--muted)" : colour;
          const { value, low = value, high = value } = level;
          return [
            Plot.dotX(rings ? scores.flat() : [], {
              x: (score) => score,
              y: () => at(row),
              r: 3,
              stroke,
              strokeOpacity: 0.55,
              dy: -7,
            }),
            Plot.ruleY([0], { y: () => at(row), x1: low, x2: high, stroke, strokeWidth: 3, dy: 3 }),
            Plot.dot([value], { x: (x) => x, y: () => at(row), r: 5, fill: stroke, symbol, dy: 3 }),
          ];
        }),
        published.map(({ value }, i) =>
          Plot.dot([value], { x: (x) => x, y: () => at(rows.length + i), r: 5, symbol: "times", stroke: "var(--ink)" }),
        ),
      ],
    },
  });
}
