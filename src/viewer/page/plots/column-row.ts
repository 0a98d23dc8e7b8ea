import type uPlot from "uplot";
import type { NamedColumn } from "../../shapes.ts";
import { button, digits, element, write } from "../element.ts";
import { token } from "../theme.ts";
import { drawable, extentOf, rangeOf, stepPlot, stepsOf } from "./plot.ts";
import type { PlotRow } from "./reward-row.ts";

const height = 48;

/** A pinned column; the same one of another episode is drawn beside it, dashed. */
export function columnRow(
  { name, unit, values }: NamedColumn,
  {
    steps,
    first,
    ghost,
    unpin,
  }: {
    readonly steps: number;
    /** The step of its first value: 0 for what is measured at the start, too, 1 for what is done in a step. */
    readonly first: 0 | 1;
    readonly ghost: NamedColumn | undefined;
    readonly unpin: () => void;
  },
): PlotRow {
  const [low, high] = extentOf(values, ghost?.values ?? []);
  const range = rangeOf([low, high]);
  const output = element("output", {});
  const label = element(
    "div",
    { class: "label" },
    element(
      "div",
      { class: "row-head" },
      element("span", { class: "name", title: name }, name),
      element("span", { class: "unit" }, unit === "1" ? "" : unit),
      output,
    ),
    element(
      "div",
      { class: "row-foot" },
      element("span", {}, low === high ? "constant" : `${digits(low)} to ${digits(high)}`),
    ),
  );
  const remove = button(`Unpin ${name}`, "×", unpin, { class: "unpin" });
  label.lastElementChild!.append(remove);
  const plot = element("div", { class: "plot", "aria-label": `${name} by step` });
  let drawn: uPlot | undefined;
  return {
    element: element("div", { class: "row" }, label, plot),
    plot,
    read(step) {
      write(output, digits(values[Math.max(0, Math.min(values.length - 1, step - first))]));
    },
    draw() {
      drawn?.destroy();
      const own = drawable(values);
      const count = Math.max(own.length, ghost ? Math.min(ghost.values.length, steps + 1 - first) : 0);
      const padded = (column: readonly (number | null)[]) => Array.from({ length: count }, (_, i) => column[i] ?? null);
      drawn = stepPlot(plot, {
        steps,
        height,
        range,
        data: [stepsOf(count, first), padded(own), ...(ghost ? [padded(drawable(ghost.values))] : [])],
        series: [
          { stroke: token("--accent"), width: 1.25, points: { show: false } },
          ...(ghost ? [{ stroke: token("--ink-faint"), width: 1, dash: [4, 3], points: { show: false } }] : []),
        ],
      });
    },
    resize: () => drawn?.setSize({ width: Math.max(50, plot.clientWidth), height }),
    dispose: () => drawn?.destroy(),
  };
}
