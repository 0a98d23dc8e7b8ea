import { element } from "./element.ts";
import type { ViewStore } from "./view.ts";

/** Chooses where two episodes meet: at their start, or at the first of an event that both have. */
export function alignmentChoice(store: ViewStore) {
  const choice = element("select", {
    "aria-label": "Where both episodes meet",
    title: "Where both episodes meet",
    hidden: true,
    change: () => store.set({ align: choice.value }),
  });
  return {
    element: choice,
    load(shared: readonly { readonly name: string }[]) {
      choice.hidden = shared.length === 0;
      choice.replaceChildren(
        element("option", { value: "" }, "meet at the start"),
        ...shared.map(({ name }) => element("option", { value: name }, `meet at ${name}`)),
      );
      choice.value = shared.some(({ name }) => name === store.view.align) ? store.view.align : "";
    },
  };
}
