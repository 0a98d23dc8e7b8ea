import { digits, element, write } from "../element.ts";

const mostShown = 40;

/** Named numbers of one world as they are now. */
export function readings(title: string, units: { readonly [name: string]: string }) {
  const names = Object.keys(units).slice(0, mostShown);
  const outputs = names.map(() => element("output"));
  const list = element(
    "dl",
    { class: "readings" },
    ...names.flatMap((name, i) => [
      element("dt", { title: name }, name),
      element("dd", {}, outputs[i], element("span", { class: "unit" }, units[name] === "1" ? "" : units[name])),
    ]),
  );
  return {
    element: element("section", { "aria-label": title }, element("h2", {}, title), list),
    show(columns: { readonly [name: string]: ArrayLike<number> }, row = 0) {
      for (const [i, name] of names.entries()) write(outputs[i], digits(columns[name][row]));
    },
  };
}
