import { piecewise } from "../piecewise.ts";
import type { Section } from "../report.ts";
import { type Attacked, attackAll, tellAttacks } from "./siege/attacked.ts";
import { compareSpeeds, type Speeds, tellSpeeds } from "./siege/compared.ts";
import { type Fuzzed, fuzzAll, tellFuzzed } from "./siege/fuzzed.ts";

interface Measured {
  readonly attacked: Attacked;
  readonly fuzzed: Fuzzed;
  readonly speeds: Speeds;
}

const measures: { readonly [P in keyof Measured]: () => Promise<Measured[P]> } = {
  speeds: compareSpeeds,
  attacked: attackAll,
  fuzzed: fuzzAll,
};

/** A server that is attacked, before and after it was made to hold, and what that costs everybody else. */
export const siege: Section<Measured> = {
  name: "siege",
  title: "Under siege",
  async measure() {
    const parts = ["speeds", "attacked", "fuzzed"] as const;
    const found = await piecewise<keyof Measured, Measured[keyof Measured]>("wire-siege", [], parts, (part) =>
      measures[part](),
    );
    return Object.fromEntries(parts.map((part, i) => [part, found[i]])) as unknown as Measured;
  },
  tell: ({ attacked, fuzzed, speeds }) => [tellAttacks(attacked), tellFuzzed(fuzzed), tellSpeeds(speeds)].join("\n\n"),
};
