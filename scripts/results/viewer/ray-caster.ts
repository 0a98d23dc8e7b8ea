import { ofBudget } from "../budget.ts";
import { runScript } from "../child.ts";
import { type Section, table } from "../report.ts";

const once = new URL("ray-caster-once.ts", import.meta.url);
const core = 0;

/** Pixels along each side, and what a picture may take [ms]. */
const budgets = [
  [64, 0.25],
  [128, 0.7],
  [224, 2],
] as const;

/** Of pictures of one size, in turns. */
export interface Timed {
  readonly size: number;
  /** Processor time of a picture [ms], the median over batches, and the 95th percentile. */
  readonly median: number;
  readonly high: number;
}

interface Measured {
  readonly scenes: { readonly [scene: string]: { readonly parts: number; readonly timed: readonly Timed[] } };
  readonly batches: number;
}

/** How long the ray-caster takes for a picture. */
export const rayCasterSpeed: Section<Measured> = {
  name: "ray-caster",
  title: "The ray-caster",
  async measure() {
    const batches = ofBudget(60, 3);
    const sizes = budgets.map(([size]) => size);
    return { batches, scenes: await runScript(once, [String(batches), JSON.stringify(sizes)], { core }) };
  },
  tell({ scenes, batches }) {
    const row = (name: string, { parts, timed }: Measured["scenes"][string]) => [
      name,
      parts,
      ...timed.map(({ median, high }, i) => {
        const text = `${median.toFixed(2)} (${high.toFixed(2)})`;
        return median <= budgets[i][1] ? text : `${text}, too slow`;
      }),
    ];
    return `Milliseconds of processor time for a picture, with shadows and smoothed edges, in one thread: the median over ${batches} batches of pictures from moving poses, and the 95th percentile. Sizes take turns.\n\n${table(
      ["scene", "parts", ...budgets.map(([size, budget]) => `${size} x ${size}, budget ${budget}`)],
      Object.entries(scenes).map(([name, measured]) => row(name, measured)),
    )}`;
  },
};
