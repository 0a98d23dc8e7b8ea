import type { ViewStore } from "./view.ts";

const system = matchMedia("(prefers-color-scheme: dark)");

/** Whether the page is dark: as the person chose, else as their system is. */
export const isDark = (store: ViewStore): boolean =>
  (store.view.theme || (system.matches ? "dark" : "light")) === "dark";

/** Follows the person's choice and the system's. */
export function openTheme(store: ViewStore, changed: (dark: boolean) => void): void {
  const apply = () => {
    const dark = isDark(store);
    document.documentElement.dataset.theme = dark ? "dark" : "light"; // what the tokens go by
    changed(dark);
  };
  store.on(["theme"], apply);
  system.addEventListener("change", apply);
  apply();
}

/** The value of a CSS custom property, for what is painted and not styled. */
export const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The colour of the i-th series; after the eighth they begin again. */
export const seriesColour = (i: number): string => token(`--series-${(i % 8) + 1}`);
