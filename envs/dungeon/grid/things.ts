import type { Rng } from "../../../src/core/index.ts";
import { ball, box, colours, key } from "./codes.ts";

export const keysAndBalls = [key, ball] as const;
export const keysBallsAndBoxes = [key, ball, box] as const;

/** The code of a random thing. */
export const anyThing = (rng: Rng, kinds: readonly number[]): number =>
  kinds[rng.integer(kinds.length)] + rng.integer(colours.length);

/** Draws things of which no two are alike into `into`. There must be as many kinds and colours. */
export function unlikeThings(rng: Rng, kinds: readonly number[], into: Int32Array): void {
  for (let i = 0; i < into.length; ) {
    const thing = anyThing(rng, kinds);
    if (into.indexOf(thing) < 0 || into.indexOf(thing) >= i) into[i++] = thing;
  }
}
