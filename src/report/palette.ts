/** The CSS name of every colour in a report, and its value on a light and on a dark page. */
export const colours: { readonly [name: string]: { readonly light: string; readonly dark: string } } = {
  page: { light: "#ffffff", dark: "#0f1318" },
  ink: { light: "#1b2027", dark: "#e8ecf1" },
  muted: { light: "#59626d", dark: "#9da7b3" },
  line: { light: "#d3d9e0", dark: "#343b45" },
  tint: { light: "#f3f6fa", dark: "#171d25" },
  accent: { light: "#0a5cc2", dark: "#74b4ff" },
  // As distinct for every kind of colour vision as seven colours can be; dashes, shapes and names repeat the distinction.
  "series-0": { light: "#3d4550", dark: "#c6ced8" },
  "series-1": { light: "#0a5cc2", dark: "#74b4ff" },
  "series-2": { light: "#b4450a", dark: "#ff9d5c" },
  "series-3": { light: "#00735c", dark: "#3fd6ae" },
  "series-4": { light: "#8b3aa3", dark: "#d99bf0" },
  "series-5": { light: "#7a5c00", dark: "#e5c34d" },
  "series-6": { light: "#b0275f", dark: "#ff92bd" },
};

/** How a variant or a term is drawn, everywhere in a report. */
export interface Series {
  readonly colour: string;
  /** SVG's stroke-dasharray. */
  readonly dash: string;
  readonly symbol: "circle" | "square" | "triangle" | "diamond" | "star" | "cross" | "wye";
}

const dashes = ["none", "7 3", "2 3", "9 3 2 3", "4 2", "12 4", "1 2"];
const symbols = ["circle", "square", "triangle", "diamond", "star", "cross", "wye"] as const;

/** The most that a reader can tell apart in one panel. */
export const series: readonly Series[] = symbols.map((symbol, i) => ({
  colour: `var(--series-${i})`,
  dash: dashes[i],
  symbol,
}));

/** For variants that are shown for context only. */
export const faint: Series = { colour: "var(--line)", dash: "none", symbol: "circle" };

const declared = (scheme: "light" | "dark") =>
  Object.entries(colours)
    .map(([name, value]) => `--${name}:${value[scheme]}`)
    .join(";");

/** The colours as CSS variables of `selector`; light in print. */
export const colourStyle = (selector: string): string =>
  `${selector}{${declared("light")}}@media screen and (prefers-color-scheme:dark){${selector}{${declared("dark")}}}`;
