import type { NamedColumn, ShownClip } from "../../shapes.ts";
import { digits, element } from "../element.ts";

const mostRows = 5;

/** The features in which two clips differ most, with their means: for what cannot be seen. */
export function featureRows(a: ShownClip, b: ShownClip): HTMLElement[] {
  const compared = a.features.map((column, i) => {
    const [left, right] = [meanOf(column), meanOf(b.features[i])];
    const size = spreadOf(column) + spreadOf(b.features[i]);
    return { column, left, right, apart: size > 0 ? Math.abs(left - right) / size : 0 };
  });
  return compared
    .filter(({ apart }) => apart > 0)
    .sort((one, other) => other.apart - one.apart)
    .slice(0, mostRows)
    .map(({ column: { name, unit }, left, right }) =>
      element(
        "div",
        { class: "pair-row" },
        element("output", {}, digits(left)),
        element("span", {}, name, element("span", { class: "unit" }, unit === "1" ? "" : ` ${unit}`)),
        element("output", {}, digits(right)),
      ),
    );
}

const meanOf = ({ values }: NamedColumn) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Standard deviation. */
function spreadOf(column: NamedColumn): number {
  const mean = meanOf(column);
  return Math.sqrt(column.values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.values.length);
}
