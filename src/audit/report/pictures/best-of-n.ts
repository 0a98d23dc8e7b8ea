import * as Plot from "@observablehq/plot";
import type { Picture } from "../../../report/blocks.ts";
import { told } from "../../../report/numbers.ts";
import { draw } from "../../../report/pictures/panel.ts";
import type { Comparison } from "../../compare.ts";
import { looksOf } from "../looks.ts";

/** Gold of the best of n episodes by each reward, over n. */
export function drawBestOfN(comparison: Comparison): Picture {
  const looks = looksOf(comparison);
  const curves = comparison.rewards.flatMap(({ name, bestOfN }) =>
    bestOfN && bestOfN.points.length > 1 ? [{ name, look: looks.get(name)!, ...bestOfN }] : [],
  );
  const largest = Math.max(2, ...curves.map(({ points }) => points.at(-1)!.n));
  const ticks = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096].filter((n) => n <= largest);
  return draw({
    name: "best-of-n",
    title: "Best of n episodes",
    description: `Expected ${comparison.gold} of the best of n episodes by each reward, over n. ${curves.map(({ name, points, turns }) => `${name} from ${told({ value: points[0].gold })} to ${told({ value: points.at(-1)!.gold })}${turns ? `, turning at n = ${turns}` : ""}`).join("; ")}.`,
    xLabel: "n episodes, of which the reward takes the best",
    yLabel: `${comparison.gold} of that one`,
    options: {
      x: { type: "log", base: 2, domain: [1, largest], ticks, tickFormat: String },
      y: { grid: true, nice: 5, ticks: 5 },
      marks: [
        curves.flatMap(({ points, look }) =>
          Plot.line(points, { x: "n", y: "gold", stroke: look.colour, strokeWidth: 2, strokeDasharray: look.dash }),
        ),
        curves.flatMap(({ points, look, turns }) =>
          Plot.dot(
            points.filter(({ n }) => n === turns),
            { x: "n", y: "gold", fill: look.colour, symbol: look.symbol, r: 5 },
          ),
        ),
      ],
    },
    labels: curves.map(({ name, points, look }) => ({
      text: name,
      x: points.at(-1)!.n,
      y: points.at(-1)!.gold,
      series: look,
    })),
  });
}
