import * as Plot from "@observablehq/plot";
import type { Picture } from "../../../report/blocks.ts";
import { told } from "../../../report/numbers.ts";
import { draw } from "../../../report/pictures/panel.ts";
import type { Compared, Comparison } from "../../compare.ts";
import { looksOf, slugOf } from "../looks.ts";

const most = 400; // points that a reader can take in

/** Each episode by what a reward and what gold gives it. */
export function drawEpisodes(comparison: Comparison, { name, returns, episodes }: Compared, at: number): Picture {
  const { gold, goldReturns } = comparison;
  const look = looksOf(comparison).get(name)!;
  const every = Math.ceil(returns.length / most);
  const points = returns.flatMap((value, i) => (i % every === 0 ? [{ value, gold: goldReturns[i] }] : []));
  const rank = episodes?.spearman;
  const shown = every > 1 ? `every ${every}th episode` : "every episode";
  return draw({
    name: `episodes-${slugOf(name, at)}`,
    title: name,
    description: `What ${name} and ${gold} give ${shown}.${rank === undefined ? "" : ` Correlation of ranks ${told({ value: rank })}.`}`,
    xLabel: `return by ${name}`,
    yLabel: gold,
    options: {
      x: { nice: 5, ticks: 5, grid: true },
      y: { nice: 5, ticks: 5, grid: true },
      marks: [
        Plot.dot(points, { x: "value", y: "gold", r: 3, stroke: look.colour, strokeOpacity: 0.7, symbol: look.symbol }),
      ],
    },
  });
}
