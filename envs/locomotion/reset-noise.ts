import type { Rng } from "../../src/core/index.ts";

/** Adds to every value an even draw from [-scale, scale], in order. */
export function addEvenly(values: Float64Array, scale: number, rng: Rng): void {
  for (let i = 0; i < values.length; i++) values[i] += rng.uniform(-scale, scale);
}

/** Adds to every value a normal draw of deviation `scale`, in order. */
export function addNormally(values: Float64Array, scale: number, rng: Rng): void {
  for (let i = 0; i < values.length; i++) values[i] += scale * rng.normal();
}
