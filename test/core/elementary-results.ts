import { angleOf, arcSine, cosine, digest, exponential, generator, logarithm, sine } from "../../src/core/index.ts";

const rng = generator(1, "elementary");
const spans = [1e-9, 1e-3, 0.5, 1, 3.2, 10, 600, 1e5, 1e7];
const between = spans.flatMap((span) => Array.from({ length: 2000 }, () => (2 * rng.uniform() - 1) * span));
const nearRightAngles = Array.from({ length: 200 }, (_, i) => ((i - 100) * Math.PI) / 2);
/** Numbers of every size, and some near right angles. */
export const numbers = [...between, ...nearRightAngles, 0, -0, 1, 5e-324, 2 ** 66];

/** A digest of what elementary functions give for them, every bit. */
export function digestOfResults(): Promise<string> {
  const results = numbers.flatMap((x, i) => [
    sine(x),
    cosine(x),
    angleOf(x, numbers[(i + 7) % numbers.length]),
    Math.abs(x) < 700 ? exponential(x) : 0,
    logarithm(Math.abs(x)),
    Math.abs(x) <= 1 ? arcSine(x) : 0,
  ]);
  return digest(new Uint8Array(Float64Array.from(results).buffer));
}
