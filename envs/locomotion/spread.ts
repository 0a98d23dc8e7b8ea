import { fail, type Json, type Rng } from "../../src/core/index.ts";

/** A value, a range [low, high] for uniform draws, or a normal distribution as `{mean, deviation}`; as JSON. */
export interface Spread {
  readonly lowest: number;
  draw(rng: Rng): number;
}

/** The form of a spread whose values are at least `least`. */
export const spreadForm = (least: number) => ({
  form: `a number of at least ${least}, a range [low, high], or {"mean", "deviation"}`,
});

/** @throws `params/invalid` for anything else, or for spreads that reach below `least` */
export function spreadOf(name: string, given: Json, least: number): Spread {
  const spread = readSpread(given);
  if (!spread || !(spread.lowest >= least))
    fail("params/invalid", {
      given: `${name} = ${JSON.stringify(given)}`,
      expected: spreadForm(least).form,
    });
  return spread;
}

/** Normal distributions are truncated at this many deviations, so that nothing impossible is drawn. */
const widest = 3;

function readSpread(given: Json): Spread | undefined {
  if (isNumber(given)) return { lowest: given, draw: () => given };
  if (Array.isArray(given)) {
    const [low, high] = given;
    if (given.length !== 2 || !isNumber(low) || !isNumber(high) || low > high) return undefined;
    return { lowest: low, draw: (rng) => rng.uniform(low, high) };
  }
  if (typeof given !== "object" || given === null || !("mean" in given)) return undefined;
  const { mean, deviation, ...rest } = given;
  if (!isNumber(mean) || !isNumber(deviation) || deviation < 0 || Object.keys(rest).length) return undefined;
  return {
    lowest: mean - widest * deviation,
    draw: (rng) => mean + deviation * Math.min(widest, Math.max(-widest, rng.normal())),
  };
}

const isNumber = (value: Json | undefined): value is number => typeof value === "number" && Number.isFinite(value);
