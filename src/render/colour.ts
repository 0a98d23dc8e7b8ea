import type { Colour } from "../core/index.ts";

/** Light is added in linear space; pictures hold sRGB (IEC 61966-2-1). */
export const linearOf = ([red, green, blue]: Colour): Float64Array =>
  Float64Array.of(linear(red), linear(green), linear(blue));

const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const encoded = (value: number) => (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055);

const steps = 4096; // fine enough to reach each of the 256 values where the curve is steepest
const bytes = Uint8Array.from({ length: steps + 1 }, (_, i) => Math.round(255 * encoded(i / steps)));

/** The sRGB byte for a linear value, clipped to [0, 1]. */
export const byteOf = (share: number): number => bytes[share < 1 ? (share * steps + 0.5) | 0 : steps];
