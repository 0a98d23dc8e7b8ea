import { button, element } from "./element.ts";

/** What a key does; several keys may do the same. */
export interface Binding {
  readonly keys: readonly string[];
  readonly about: string;
  press(key: string): void;
}

const names: { readonly [key: string]: string } = {
  " ": "space",
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
};

/** Obeys keys anywhere on the page but where a person writes or chooses, and shows them all. */
export function openKeys(groups: { readonly [group: string]: readonly Binding[] }) {
  const all = Object.values(groups).flat();
  const dialog = element(
    "dialog",
    { class: "help", "aria-label": "Keys" },
    element(
      "header",
      {},
      element("h2", {}, "Keys"),
      button("Close", "×", () => dialog.close()),
    ),
    ...Object.entries(groups).map(([group, bindings]) =>
      element(
        "section",
        {},
        element("h3", {}, group),
        element(
          "dl",
          {},
          ...bindings.flatMap(({ keys, about }) => [
            element("dt", {}, ...keys.map((key) => element("kbd", {}, names[key] ?? key))),
            element("dd", {}, about),
          ]),
        ),
      ),
    ),
  );
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = event.target as HTMLElement;
    if (at.closest("input, select, textarea, dialog[open]")) {
      if (event.key === "Escape" && !at.closest("dialog")) at.blur();
      return;
    }
    if (event.key === " " && at.closest("button, a")) return; // the browser presses it
    if (event.key === "?") dialog.showModal();
    else {
      const binding = all.find(({ keys }) => keys.includes(event.key));
      if (!binding) return;
      binding.press(event.key);
    }
    event.preventDefault();
  });
  return { element: dialog, open: () => dialog.showModal() };
}
