import uPlot from "uplot";
import type { EpisodeNumbers } from "../../shapes.ts";
import { button, digits, element, write } from "../element.ts";
import { seriesColour, token } from "../theme.ts";
import type { ViewStore } from "../view.ts";
import { drawable, rangeOf, stepPlot, stepsOf } from "./plot.ts";
import { stackOf, sumCheck } from "./stack.ts";

/** A line of the dock: names and present values at the left, a plot over all steps at the right. */
export interface PlotRow {
  readonly element: HTMLElement;
  readonly plot: HTMLElement;
  /** Writes the values of a step. */
  read(step: number): void;
  draw(): void;
  resize(): void;
  dispose(): void;
}

const height = 132;
const stair = uPlot.paths.stepped!({ align: -1 });

/** A value a step, for a stair that begins at step 0: what a step paid is drawn over the whole step. */
const held = (values: Float64Array) => drawable([values[0], ...values]);

/** The reward, taken apart: its terms as areas, the total as a line. */
export function rewardRow(numbers: EpisodeNumbers, store: ViewStore): PlotRow {
  const { terms, rewards, watched } = numbers;
  const steps = rewards.length;
  const names = Object.keys(terms);
  const check = sumCheck(terms, rewards);
  const values = new Map<string, HTMLElement>();
  const entry = (name: string, colour: string, press?: () => void, number?: number) => {
    const value = element("output", {});
    values.set(name, value);
    const key = element("i", { style: `background:${colour}` });
    if (!press) return element("div", { class: "term total" }, key, element("span", {}, name), value);
    const shown = button(`Show or hide the term ${name} (${number})`, "", press, { class: "term" });
    shown.append(key, element("span", {}, name), value);
    return shown;
  };
  const toggle = (name: string) => {
    const { hidden } = store.view;
    store.set({ hidden: hidden.includes(name) ? hidden.filter((other) => other !== name) : [...hidden, name] });
  };
  const toggles = names.map((name, i) => entry(name, `var(--series-${(i % 8) + 1})`, () => toggle(name), i + 1));
  const sum = element(
    "span",
    { class: check.holds ? "sum" : "sum off", title: check.words },
    check.holds ? "Σ ✓" : "Σ ≠",
  );
  const head = element("div", { class: "row-head" }, element("strong", {}, "Reward"), sum);
  const plot = element("div", { class: "plot", "aria-label": "Reward by step" });
  const label = element("div", { class: "label" }, head, ...toggles, entry("total", "var(--ink)"));
  for (const name of Object.keys(watched)) label.append(entry(name, "var(--ink-faint)"));
  if (!check.holds) label.append(element("p", { class: "trouble" }, check.words));
  const row = element("div", { class: "row reward" }, label, plot);
  let drawn: uPlot | undefined;

  const paint = ({ ctx, valToPos }: uPlot, { areas }: ReturnType<typeof stackOf>) => {
    ctx.save();
    for (const { name, lower, upper } of areas) {
      ctx.fillStyle = seriesColour(names.indexOf(name));
      ctx.globalAlpha = 0.6;
      ctx.beginPath();
      for (let i = 0; i < steps; i++) edge(i, i + 1, y(upper[i]));
      for (let i = steps - 1; i >= 0; i--) edge(i + 1, i, y(lower[i]));
      ctx.fill();
    }
    ctx.globalAlpha = 1;
    ctx.fillStyle = token("--ink-faint");
    ctx.fillRect(x(0), y(0), x(steps) - x(0), 1);
    ctx.restore();
    function edge(from: number, to: number, height: number) {
      ctx.lineTo(x(from), height);
      ctx.lineTo(x(to), height);
    }
    function x(step: number) {
      return valToPos(step, "x", true);
    }
    function y(value: number) {
      return valToPos(value, "y", true);
    }
  };

  const draw = () => {
    drawn?.destroy();
    const { hidden } = store.view;
    for (const [i, name] of names.entries()) toggles[i].ariaPressed = String(!hidden.includes(name));
    const stack = stackOf(terms, hidden, steps);
    const edges = stack.areas.flatMap(({ lower, upper }) => [lower, upper]);
    const others = Object.values(watched);
    drawn = stepPlot(plot, {
      steps,
      height,
      range: rangeOf(rewards, ...edges, ...others, [0]),
      data: [stepsOf(steps + 1, 0), ...[rewards, ...others].map(held)],
      series: [
        { stroke: token("--ink"), width: 1.25, points: { show: false }, paths: stair },
        ...others.map(() => ({
          stroke: token("--ink-faint"),
          width: 1,
          dash: [4, 3],
          points: { show: false },
          paths: stair,
        })),
      ],
      paint: (at) => paint(at, stack),
    });
  };
  const off = store.on(["hidden"], draw);
  return {
    element: row,
    plot,
    read(step) {
      const at = Math.max(0, Math.min(steps - 1, step - 1)); // the step that led here
      for (const name of names) write(values.get(name)!, digits(terms[name][at]));
      for (const name of Object.keys(watched)) write(values.get(name)!, digits(watched[name][at]));
      write(values.get("total")!, digits(rewards[at]));
    },
    draw,
    resize: () => drawn?.setSize({ width: Math.max(50, plot.clientWidth), height }),
    dispose() {
      off();
      drawn?.destroy();
    },
  };
}
