import type { Statement, Where } from "./description.ts";

const thing = (object: string, at: Where | undefined): Statement =>
  at === undefined ? { carry: object, is: "uncursed" } : { object, at, is: "uncursed" };

/** What lava or water can be crossed with. */
export const meansToCross = {
  potion: "potion of levitation",
  ring: "ring of levitation",
  boots: "levitation boots",
  wand: "wand of frost",
  horn: "horn of frost",
} as const;

/** One of them by chance: half of the time what freezes, else what floats. It lies at a place, or is in the pack. */
export const anyMeans = (at?: Where): Statement => {
  const of = (...names: (keyof typeof meansToCross)[]) => ({
    oneOf: names.map((name) => [thing(meansToCross[name], at)]),
  });
  return { oneOf: [[of("wand", "horn")], [of("potion", "ring", "boots")]] };
};

/** A certain one. */
export const means = (name: keyof typeof meansToCross, at?: Where): Statement => thing(meansToCross[name], at);
