import type { Section } from "../report.ts";
import { type Attacked, attackAll, tellAttacks } from "./siege/attacked.ts";
import { compareSpeeds, type Speeds, tellSpeeds } from "./siege/compared.ts";
import { type Fuzzed, fuzzAll, tellFuzzed } from "./siege/fuzzed.ts";

interface Measured {
  readonly attacked: Attacked;
  readonly fuzzed: Fuzzed;
  readonly speeds: Speeds;
}

/** A server that is attacked, before and after it was made to hold, and what that costs everybody else. */
export const siege: Section<Measured> = {
  name: "siege",
  title: "Under siege",
  async measure() {
    return { speeds: await compareSpeeds(), attacked: await attackAll(), fuzzed: await fuzzAll() };
  },
  tell: ({ attacked, fuzzed, speeds }) => [tellAttacks(attacked), tellFuzzed(fuzzed), tellSpeeds(speeds)].join("\n\n"),
};
