import * as Plot from "@observablehq/plot";
import type { Picture } from "../../../report/blocks.ts";
import { faint } from "../../../report/palette.ts";
import { draw } from "../../../report/pictures/panel.ts";
import { meanOf } from "../../statistics/index.ts";
import { curvesOf } from "../curves.ts";
import { finished } from "../measure.ts";
import type { Study } from "../study.ts";

/** Training as a path: to the right where its own return rises, up where the yardstick does. */
export function drawRewardAndScore({ ablation, looks, slugOf }: Study, env: string): Picture {
  const lines = ablation.variants.flatMap(({ name }) => {
    const look = looks.get(name)!;
    const path = look === faint ? [] : pathOf(curvesOf(finished(ablation, env, name)));
    return path.length ? [{ name, look, path }] : [];
  });
  return draw({
    name: `reward-and-score-${slugOf(env)}`,
    title: env,
    description: `Score against training's own return, each variant from the start of training to its end (the mark). ${lines.map(({ name, path }) => `${name}: score from ${path[0].score.toFixed(2)} to ${path.at(-1)!.score.toFixed(2)}`).join("; ")}.`,
    xLabel: "training's own return, lowest to highest",
    yLabel: "training score",
    options: {
      x: { domain: [0, 1], ticks: 3, tickFormat: "%" },
      y: { grid: true, nice: 6, zero: true, ticks: 6 },
      marks: lines.flatMap(({ look, path }) => [
        Plot.line(path, { x: "reward", y: "score", stroke: look.colour, strokeWidth: 2, strokeDasharray: look.dash }),
        Plot.dot(path.slice(-1), { x: "reward", y: "score", r: 5, fill: look.colour, symbol: look.symbol }),
      ]),
    },
    labels: lines.map(({ name, look, path }) => ({
      text: name,
      x: path.at(-1)!.reward,
      y: path.at(-1)!.score,
      series: look,
    })),
  });
}

/** Means over runs; the return between 0, the lowest it had, and 1, since every reward has its own unit. */
function pathOf(curves: ReturnType<typeof curvesOf>): { readonly reward: number; readonly score: number }[] {
  if (!curves) return [];
  const [returns, scores] = [curves.returns, curves.scores].map((runs) =>
    curves.steps.map((_, i) => meanOf(runs.map((run) => run[i]))),
  );
  const [lowest, highest] = [Math.min(...returns), Math.max(...returns)];
  const range = highest - lowest || 1;
  return scores.map((score, i) => ({ reward: (returns[i] - lowest) / range, score }));
}
