import * as Plot from "@observablehq/plot";
import type { Picture } from "../../../report/blocks.ts";
import { percent } from "../../../report/numbers.ts";
import { faint } from "../../../report/palette.ts";
import { draw } from "../../../report/pictures/panel.ts";
import { type Estimate, fewestRuns, interquartileMean, sampleEfficiency } from "../../statistics/index.ts";
import { bootstrapSeed } from "../comparison.ts";
import { curvesOf } from "../curves.ts";
import { finished } from "../measure.ts";
import type { Study } from "../study.ts";

const resamples = 500; // every point of every curve is resampled so often

type Point = Partial<Estimate> & { readonly steps: number; readonly value: number };

/** Training's score, or return, over steps on an env: the interquartile mean of the runs and its interval. */
export function drawLearning(study: Study, env: string, what: "returns" | "scores"): Picture {
  const { ablation, confidence, looks } = study;
  const lines = ablation.variants.flatMap(({ name }) => {
    const points = pointsOf(study, env, name, what);
    return points.length ? [{ name, points, look: looks.get(name)! }] : [];
  });
  const [shown, behind] = [lines.filter(({ look }) => look !== faint), lines.filter(({ look }) => look === faint)];
  const unit = what === "scores" ? "score" : "return";
  const ends = shown.map(
    ({ name, points }) => `${name} from ${short(points[0].value)} to ${short(points.at(-1)!.value)}`,
  );
  return draw({
    name: `learning-${study.slugOf(env)}`,
    title: env,
    description: `Mean training ${unit} of the last 100 episodes over steps, interquartile mean of the seeds${banded(shown) ? ` with ${percent(confidence)} band` : ""}. ${ends.join("; ")}.`,
    xLabel: "steps",
    yLabel: `training ${unit}, last 100 episodes`,
    options: {
      x: { tickFormat: "~s", ticks: 4 },
      y: { grid: true, nice: 6, ticks: 6 },
      marks: [
        behind.map(({ points }) => Plot.line(points, { x: "steps", y: "value", stroke: faint.colour })),
        shown.map(({ points, look }) =>
          Plot.areaY(points, { x: "steps", y1: "low", y2: "high", fill: look.colour, fillOpacity: 0.15 }),
        ),
        shown.map(({ points, look }) =>
          Plot.line(points, {
            x: "steps",
            y: "value",
            stroke: look.colour,
            strokeWidth: 2,
            strokeDasharray: look.dash,
          }),
        ),
      ],
    },
    labels: shown.map(({ name, points, look }) => ({
      text: name,
      x: points.at(-1)!.steps,
      y: points.at(-1)!.value,
      series: look,
    })),
  });
}

function pointsOf({ ablation, confidence }: Study, env: string, variant: string, what: "returns" | "scores"): Point[] {
  const curves = curvesOf(finished(ablation, env, variant));
  if (!curves) return [];
  const { steps, [what]: runs } = curves;
  if (runs.length < fewestRuns(confidence))
    return steps.map((at, i) => ({ steps: at, value: interquartileMean([runs.map((run) => run[i])]) }));
  const options = { seed: bootstrapSeed, confidence, resamples, expanded: true };
  return sampleEfficiency([runs], interquartileMean, options).map((estimate, i) => ({ steps: steps[i], ...estimate }));
}

const banded = (lines: readonly { readonly points: readonly Point[] }[]) =>
  lines.some(({ points }) => points[0].low !== undefined);
const short = (value: number) => String(Number(value.toPrecision(3)));
