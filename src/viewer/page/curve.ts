import uPlot from "uplot";
import type { EpisodeSummary, Library } from "../shapes.ts";
import { element } from "./element.ts";
import { token } from "./theme.ts";
import type { ViewStore } from "./view.ts";

const preferred = ["meanReturn", "meanScore"];
const height = 116;

/** What training noted over its steps; a click opens the episode that was recorded nearest to there. */
export function curvePanel(store: ViewStore) {
  const select = element("select", {
    "aria-label": "Metric of the curve",
    change: () => store.set({ metric: select.value }),
  });
  const place = element("div", { class: "curve-plot" });
  const panel = element("section", { class: "curve", hidden: true, "aria-label": "Training" }, select, place);
  let library: Library | undefined;
  let plot: uPlot | undefined;

  const recorded = () => (library?.episodes ?? []).filter(({ trained }) => trained !== undefined);
  const openNearest = (steps: number) => {
    const [nearest] = recorded().sort((a, b) => Math.abs(a.trained! - steps) - Math.abs(b.trained! - steps));
    if (nearest) store.set({ episode: nearest.id, step: 0, loop: undefined, marks: [] });
  };
  const draw = () => {
    plot?.destroy();
    plot = undefined;
    const curve = library?.curve;
    panel.hidden = !curve || curve.steps.length === 0;
    if (!curve || panel.hidden) return;
    const names = Object.keys(curve.metrics);
    const metric = [store.view.metric, ...preferred].find((name) => names.includes(name)) ?? names[0];
    select.replaceChildren(...names.map((name) => element("option", { value: name, selected: name === metric }, name)));
    const axis = {
      stroke: token("--ink-faint"),
      font: `11px ${token("--font")}`,
      grid: { stroke: token("--rule"), width: 1 },
      ticks: { show: false },
      gap: 4,
    };
    plot = new uPlot(
      {
        width: Math.max(120, place.clientWidth),
        height,
        padding: [8, 8, 0, 0],
        legend: { show: false },
        scales: { x: { time: false } },
        cursor: { y: false, points: { size: 6 }, drag: { x: false, y: false } },
        axes: [
          { ...axis, size: 20, space: 60, values: (_, ticks) => ticks.map(short) },
          { ...axis, size: 40, space: 28, values: (_, ticks) => ticks.map(short) },
        ],
        series: [{}, { stroke: token("--accent"), width: 1.5, points: { show: false } }],
        hooks: { draw: [(at) => marks(at, recorded(), store.view.episode)] },
      },
      [[...curve.steps], [...curve.metrics[metric]]],
      place,
    );
    plot.over.addEventListener("click", ({ offsetX }) => openNearest(plot!.posToVal(offsetX, "x")));
  };
  store.on(["metric"], draw);
  store.on(["episode"], () => plot?.redraw(false));
  new ResizeObserver(() => plot?.setSize({ width: Math.max(120, place.clientWidth), height })).observe(place);
  return {
    element: panel,
    show(given: Library) {
      library = given;
      draw();
    },
    recolour: draw,
  };
}

/** Where episodes were recorded, the shown one in the colour of now. */
function marks({ ctx, bbox, valToPos }: uPlot, episodes: readonly EpisodeSummary[], shown: string): void {
  for (const { id, trained } of episodes) {
    ctx.fillStyle = token(id === shown ? "--now" : "--ink-faint");
    const x = valToPos(trained!, "x", true);
    const size = (id === shown ? 4 : 2.5) * devicePixelRatio;
    ctx.beginPath();
    ctx.arc(Math.min(x, bbox.left + bbox.width - size), bbox.top + bbox.height - size, size, 0, 2 * Math.PI);
    ctx.fill();
  }
}

const compact = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 });
const short = (value: number | null) => (value === null ? "" : compact.format(value));
