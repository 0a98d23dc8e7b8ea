import { ofBudget } from "../budget.ts";
import { runScript } from "../child.ts";
import { piecewise } from "../piecewise.ts";
import { type Section, table } from "../report.ts";
import type { Fuzzed } from "./fuzz-once.ts";

const seeds = Array.from({ length: 20 }, (_, i) => i + 1);
const steps = ofBudget(5_000_000, 10_000);

interface Measured {
  readonly steps: number;
  readonly seeds: readonly Fuzzed[];
}

/** Random keys for 100 M steps, with everything looked at for what cannot be. */
export const fuzz: Section<Measured> = {
  name: "fuzz",
  title: "A hundred million random keys",
  async measure() {
    const measured = await piecewise("dungeon-fuzz", ["node"], seeds, (seed) =>
      runScript<Fuzzed>(new URL("fuzz-once.ts", import.meta.url), [String(seed), String(steps)]),
    );
    return { steps, seeds: measured };
  },
  tell({ steps, seeds }) {
    const sum = (of: (one: Fuzzed) => number) => seeds.reduce((total, one) => total + of(one), 0).toLocaleString("en");
    return `All keys but the one that gives up, drawn at random; every 400 steps the hero is sent to a random level, and every 200 everything is looked at: no two things in one place, items conserved and each in one place, nobody in rock, counts and hit points in range, stairs within reach. An exception or an impossible state ends the run with an error.\n\n${table(
      ["seeds", "steps", "games", "levels entered", "looks", "exceptions", "impossible", "memory grown, worst seed"],
      [
        [
          seeds.length,
          (seeds.length * steps).toLocaleString("en"),
          sum(({ games }) => games),
          sum(({ levels }) => levels),
          sum(({ looks }) => looks),
          0,
          0,
          `${Math.max(...seeds.map(({ growth }) => growth / 1024)).toFixed(0)} KiB`,
        ],
      ],
    )}`;
  },
};
