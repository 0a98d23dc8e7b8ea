import type { Alea } from "./alea.ts";
import { exponential, logarithm } from "./exponential.ts";

/** Edge of the lowest layer and the area of every layer, for 128 layers (Marsaglia and Tsang 2000, J. Stat. Soft. 5(8)). */
const edge = 3.442619855899;
const area = 9.91256303526217e-3;
const layers = 128;

const density = (x: number) => exponential(-0.5 * x * x);

/** Right edge of every layer, from the widest to 0, and the density there; layer 0 holds the tail. */
const widths = new Float64Array(layers + 1);
const heights = new Float64Array(layers + 1);
widths[0] = area / density(edge);
widths[1] = edge;
for (let i = 2; i < layers; i++) widths[i] = Math.sqrt(-2 * logarithm(area / widths[i - 1] + density(widths[i - 1])));
for (let i = 0; i <= layers; i++) heights[i] = density(widths[i]);

/**
 * A standard normal number by the ziggurat method; layer and position are drawn apart (Doornik 2005).
 */
export function zigguratNormal(alea: Alea): number {
  for (;;) {
    const layer = (alea.next() * layers) | 0;
    const position = 2 * alea.double() - 1;
    const x = position * widths[layer];
    if (Math.abs(x) < widths[layer + 1]) return x;
    if (layer === 0) return tail(position < 0, alea);
    if (heights[layer] + alea.double() * (heights[layer + 1] - heights[layer]) < density(x)) return x;
  }
}

/** Beyond the lowest layer's edge (Marsaglia 1964). */
function tail(negative: boolean, alea: Alea): number {
  for (;;) {
    const x = -logarithm(1 - alea.double()) / edge;
    const y = -logarithm(1 - alea.double());
    if (2 * y > x * x) return negative ? -edge - x : edge + x;
  }
}
