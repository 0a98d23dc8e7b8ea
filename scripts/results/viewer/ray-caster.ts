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

const subjects = [
  ["30 forms over a floor", "crowd"],
  ...["locomotion/ant-v1", "locomotion/humanoid-v1", "classic/cart-pole-v1"].map((id) => [`\`${id}\``, id] as const),
] as const;

/** Of pictures of one size, in turns. */
export interface Timed {
  readonly size: number;
  /** Processor time of a picture [ms], the 10th percentile and the median over batches. */
  readonly low: number;
  readonly median: number;
}

/** What one process measures. */
export interface TimedScene {
  readonly parts: number;
  readonly timed: readonly Timed[];
}

interface Measured {
  readonly scenes: { readonly [scene: string]: TimedScene };
  readonly batches: number;
}

/** How long the ray-caster takes for a picture. */
export const rayCasterSpeed: Section<Measured> = {
  name: "ray-caster",
  title: "The ray-caster",
  async measure() {
    const batches = ofBudget(60, 3);
    const sizes = JSON.stringify(budgets.map(([size]) => size));
    const scenes: { [scene: string]: TimedScene } = {};
    for (const [name, id] of subjects)
      for (const edges of ["smooth", "jagged"]) {
        const args = [id, edges, String(batches), sizes];
        scenes[`${name}, ${edges} edges`] = await runScript(once, args, { core });
      }
    return { batches, scenes };
  },
  tell({ scenes, batches }) {
    const row = (name: string, { parts, timed }: Measured["scenes"][string]) => [
      name,
      parts,
      ...timed.map(({ low, median }, i) => {
        const text = `${median.toFixed(2)} (${low.toFixed(2)})`;
        return median <= budgets[i][1] ? text : `${text}, above it`;
      }),
    ];
    return `Milliseconds of processor time for a picture, with shadows, in one thread: the median over ${batches} batches of pictures from moving poses, and in brackets the 10th percentile, which other work on the machine slows less. Sizes take turns; every scene has a process of its own. The budget is that of a simpler ray-caster with jagged edges, whose shadows fell on the floor alone and whose colours were mixed in sRGB; here parts shade each other, squares of the floor are averaged over each pixel, and light adds up as light does. No function takes more than a fifth of the time: finding parts, shadows, squares, light and bytes share it.\n\n${table(
      ["scene", "parts", ...budgets.map(([size, budget]) => `${size} x ${size}, budget ${budget}`)],
      Object.entries(scenes).map(([name, measured]) => row(name, measured)),
    )}`;
  },
};
