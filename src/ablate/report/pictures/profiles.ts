import * as Plot from "@observablehq/plot";
import type { Picture } from "../../../report/blocks.ts";
import { percent } from "../../../report/numbers.ts";
import { faint } from "../../../report/palette.ts";
import { draw } from "../../../report/pictures/panel.ts";
import { fewestRuns, performanceProfile } from "../../statistics/index.ts";
import { bootstrapSeed, type Comparison } from "../comparison.ts";
import type { Study } from "../study.ts";

const taus = Array.from({ length: 51 }, (_, i) => i / 50);
const resamples = 1_000;

/** Which share of runs scores above every tau, over all envs. */
export function drawProfiles({ looks, confidence }: Study, { rows }: Comparison): Picture {
  const lines = rows
    .filter(({ scores }) => scores.every(({ length }) => length > 1))
    .map(({ variant, scores }) => ({
      variant,
      look: looks.get(variant)!,
      banded: scores.every(({ length }) => length >= fewestRuns(confidence, scores.length)),
      points: performanceProfile(scores, taus, { seed: bootstrapSeed, confidence, resamples, expanded: true }),
    }));
  const shown = lines.filter(({ look }) => look !== faint);
  const half = shown.map(({ variant, points }) => `${variant} ${percent(points[25].value)}`);
  return draw({
    name: "profiles",
    title: "Share of runs above a score",
    description: `Performance profiles over all environments${shown.some(({ banded }) => banded) ? ` with ${percent(confidence)} bands` : ""}. Runs above a score of 0.5: ${half.join("; ")}.`,
    xLabel: "tau, a score",
    yLabel: "share of runs that score above tau",
    options: {
      x: { domain: [0, 1], ticks: 5 },
      y: { domain: [0, 1], grid: true, tickFormat: "%", ticks: 5 },
      marks: [
        lines
          .filter(({ look }) => look === faint)
          .map(({ points }) => Plot.line(points, { x: "tau", y: "value", stroke: faint.colour })),
        shown
          .filter(({ banded }) => banded)
          .map(({ points, look }) =>
            Plot.areaY(points, { x: "tau", y1: "low", y2: "high", fill: look.colour, fillOpacity: 0.15 }),
          ),
        shown.map(({ points, look }) =>
          Plot.line(points, { x: "tau", y: "value", stroke: look.colour, strokeWidth: 2, strokeDasharray: look.dash }),
        ),
      ],
    },
    labels: shown.map(({ variant, points, look }) => ({ text: variant, ...lastAbove(points), series: look })),
  });
}

/** Where a label points to: the last tau that a tenth of the runs is above, since all profiles end at 0. */
function lastAbove(points: ReturnType<typeof performanceProfile>): { readonly x: number; readonly y: number } {
  const { tau, value } = points.findLast((point) => point.value >= 0.1) ?? points[0];
  return { x: tau, y: value };
}
