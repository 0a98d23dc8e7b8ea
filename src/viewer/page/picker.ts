import type { EpisodeNumbers, NamedColumn } from "../shapes.ts";
import { button, element } from "./element.ts";
import type { ViewStore } from "./view.ts";

/** A column that can be pinned. */
export interface Pinnable {
  /** As the URL says it: its group's letter, a dot, its name. */
  readonly pin: string;
  readonly group: string;
  readonly column: NamedColumn;
  readonly first: 0 | 1;
}

/** All columns of an episode but its reward. */
export const pinnables = ({ features, actions, observations }: EpisodeNumbers): Pinnable[] => [
  ...features.map((column) => ({ pin: `f.${column.name}`, group: "Features", column, first: 0 }) as const),
  ...actions.map((column) => ({ pin: `a.${column.name}`, group: "Actions", column, first: 1 }) as const),
  ...observations.map((column) => ({ pin: `o.${column.name}`, group: "Observations", column, first: 0 }) as const),
];

/** Chooses which columns have plots; opens above the dock. */
export function pinPicker(store: ViewStore) {
  let all: readonly Pinnable[] = [];
  const search = element("input", {
    type: "search",
    placeholder: "Features, actions, observations",
    "aria-label": "Search columns",
    input: () => fill(),
  });
  const list = element("div", { class: "choices" });
  const dialog = element(
    "dialog",
    { class: "picker", "aria-label": "Pin plots" },
    element(
      "header",
      {},
      element("h2", {}, "Pin plots"),
      button("Close", "×", () => dialog.close()),
    ),
    search,
    list,
  );
  const fill = () => {
    const words = search.value.toLowerCase();
    const found = all.filter(({ column }) => column.name.toLowerCase().includes(words));
    const groups = Map.groupBy(found, ({ group }) => group);
    list.replaceChildren(
      ...[...groups].flatMap(([group, members]) => [element("h3", {}, group), ...members.map(choiceOf)]),
    );
  };
  const choiceOf = ({ pin, column }: Pinnable) => {
    const box = element("input", {
      type: "checkbox",
      checked: store.view.pins.includes(pin),
      change: () => toggle(pin),
    });
    const unit = column.unit && column.unit !== "1" ? element("span", { class: "unit" }, column.unit) : undefined;
    return element("label", {}, box, element("span", {}, column.name), unit);
  };
  const toggle = (pin: string) => {
    const { pins } = store.view;
    store.set({ pins: pins.includes(pin) ? pins.filter((other) => other !== pin) : [...pins, pin] });
  };
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // the backdrop
  });
  return {
    element: dialog,
    toggle,
    load(given: readonly Pinnable[]) {
      all = given;
      fill();
    },
    open() {
      fill();
      dialog.showModal();
      search.select();
    },
  };
}
