import { fail, type Json, listing, nearest, type Rng } from "../../src/core/index.ts";
import type { Factors } from "../../src/physics/index.ts";
import { type Spread, spreadOf } from "./spread.ts";

/**
 * Domain randomisation as data, the param `randomise` of every env of this family: each name has a spread, from which
 * every reset draws (Tobin et al. 2017, arXiv 1703.06907; Peng et al. 2018, arXiv 1710.06537).
 */
const names = {
  /** Factors on the values in the body's description. */
  friction: 0.01,
  gravity: 0,
  mass: 0.01,
  strength: 0,
  /** Steps from an action to its effect, rounded. */
  latency: 0,
  /** Deviation of noise added to every element of the observation, in its unit. */
  observationNoise: 0,
  /** Seconds between pushes, and the speed that a push adds to the whole body [m/s]. */
  pushEvery: 0.01,
  pushSpeed: 0,
} as const; // minimum values
type Name = keyof typeof names;

export const randomiseForm = { form: `an object of spreads whose names are among ${Object.keys(names).join(", ")}` };

/** The drawn values, as features, so that they are recorded with the episode. */
export const randomisedFeatures = {
  frictionFactor: "1",
  gravityFactor: "1",
  massFactor: "1",
  strengthFactor: "1",
  latency: "steps",
  observationNoise: "1",
} as const;

export const mostLatency = 50; // [steps]

/** The randomised values of an episode. */
export interface Drawn extends Factors {
  readonly latency: number;
  readonly observationNoise: number;
}

export interface Randomiser {
  /** Whether the body itself may differ from its description. */
  readonly varies: boolean;
  readonly pushes: boolean;
  draw(rng: Rng): Drawn;
  /** Time to the next push [s] and its strength [m/s]. */
  drawPush(rng: Rng): { readonly after: number; readonly speed: number };
}

/** @throws `params/invalid` for an unknown name or an impossible spread */
export function randomiserOf(given: Json): Randomiser {
  if (typeof given !== "object" || given === null || Array.isArray(given))
    fail("params/invalid", { given: `randomise = ${JSON.stringify(given)}`, expected: randomiseForm.form });
  const known = Object.keys(names);
  const spreads: { [name in Name]?: Spread } = {};
  for (const [name, value] of Object.entries(given)) {
    if (!isName(name))
      fail("params/invalid", {
        given: `randomise.${name}`,
        expected: listing(known),
        fix: nearest(name, known),
      });
    spreads[name] = spreadOf(`randomise.${name}`, value, names[name]);
  }
  const { friction, gravity, mass, strength, latency, observationNoise, pushEvery, pushSpeed } = spreads;
  if ((pushEvery === undefined) !== (pushSpeed === undefined))
    fail("params/invalid", {
      given: `randomise with only one of pushEvery and pushSpeed`,
      expected: "both or neither",
    });
  const drawn = (spread: Spread | undefined, rng: Rng, otherwise: number) => spread?.draw(rng) ?? otherwise;
  return {
    varies: [friction, gravity, mass, strength].some((spread) => spread !== undefined),
    pushes: pushEvery !== undefined,
    draw: (rng) => ({
      friction: drawn(friction, rng, 1),
      gravity: drawn(gravity, rng, 1),
      mass: drawn(mass, rng, 1),
      strength: drawn(strength, rng, 1),
      latency: Math.min(mostLatency, Math.round(drawn(latency, rng, 0))),
      observationNoise: drawn(observationNoise, rng, 0),
    }),
    drawPush: (rng) => ({ after: drawn(pushEvery, rng, 1), speed: drawn(pushSpeed, rng, 0) }),
  };
}

const isName = (name: string): name is Name => Object.hasOwn(names, name);
