import uPlot from "uplot";
import { digits, element, write } from "../element.ts";
import { rangeOf } from "../plots/plot.ts";
import { seriesColour, token } from "../theme.ts";
import type { History } from "./history.ts";

const height = 112;
const least = 60; // steps that the plot spans at first
const pace = 120; // between two drawings [ms]

/** The reward as it comes in: its terms and their sum over the steps of the present episode. */
export function livePlot(names: readonly string[], seek: (step: number) => void) {
  const values = new Map<string, HTMLElement>();
  const entry = (name: string, colour: string) => {
    const value = element("output");
    values.set(name, value);
    return element(
      "div",
      { class: "term" },
      element("i", { style: `background:${colour}` }),
      element("span", {}, name),
      value,
    );
  };
  const label = element(
    "div",
    { class: "label" },
    element("div", { class: "row-head" }, element("strong", {}, "Reward")),
    ...names.map((name, i) => entry(name, `var(--series-${(i % 8) + 1})`)),
    entry("total", "var(--ink)"),
  );
  const place = element("div", { class: "plot", "aria-label": "Reward by step" });
  const now = element("div", { class: "playhead" });
  const over = element("div", { class: "over", "aria-hidden": "true" }, now);
  const row = element(
    "div",
    { class: "row reward live-reward" },
    label,
    element("div", { class: "plot-place" }, place, over),
  );
  let plot: uPlot | undefined;
  let drawnAt = 0;
  let span = least;
  const build = () => {
    plot?.destroy();
    plot = new uPlot(
      {
        width: Math.max(50, place.clientWidth),
        height,
        padding: [0, 0, 0, 0],
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { time: false, range: () => [0, span] },
          y: { range: (_, low, high) => [...rangeOf([low ?? 0, high ?? 1, 0])] as [number, number] },
        },
        axes: [{ show: false }, { show: false }],
        series: [
          {},
          ...names.map((_, i) => ({ stroke: seriesColour(i), width: 1.25, points: { show: false } })),
          { stroke: token("--ink"), width: 1.5, points: { show: false } },
        ],
      },
      [[], ...names.map(() => []), []] as unknown as uPlot.AlignedData,
      place,
    );
  };
  place.addEventListener("pointerdown", ({ clientX }) => {
    const { left, width } = place.getBoundingClientRect();
    seek(Math.round(((clientX - left) / width) * span));
  });
  new ResizeObserver(() => plot?.setSize({ width: Math.max(50, place.clientWidth), height })).observe(place);
  return {
    element: row,
    /** @param at the step that is looked at */
    show({ steps, rewards, terms }: History, at: number, atOnce: boolean) {
      const shown = Math.max(0, Math.min(steps, at) - 1);
      for (const [i, name] of names.entries()) write(values.get(name)!, digits(terms[i][shown] ?? 0));
      write(values.get("total")!, digits(rewards[shown] ?? 0));
      while (span < steps) span *= 2;
      if (steps < least) span = least;
      now.style.setProperty("--at", String(Math.min(1, at / span)));
      const time = performance.now();
      if (!atOnce && time - drawnAt < pace) return;
      drawnAt = time;
      if (!plot) build();
      const x = rewards.map((_, i) => i + 1);
      const finite = (column: readonly number[]) => column.map((value) => (Number.isFinite(value) ? value : null));
      plot!.setData([x, ...terms.map(finite), finite(rewards)] as uPlot.AlignedData);
    },
    recolour() {
      build();
      drawnAt = 0;
    },
  };
}
