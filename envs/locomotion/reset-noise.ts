import type { Rng } from "../../src/core/index.ts";

/** Adds a uniform draw from [-scale, scale] to every value, in order. */
export function addEvenly(values: Float64Array, scale: number, rng: Rng): void {
  for (let i = 0; i < values.length; i++) values[i] += rng.uniform(-scale, scale);
}

/** Adds a normal draw with standard deviation `scale` to every value, in order. */
export function addNormally(values: Float64Array, scale: number, rng: Rng): void {
  for (let i = 0; i < values.length; i++) values[i] += scale * rng.normal();
}
