import { fail } from "../../src/core/index.ts";

/** What a pixel can show: its colour, how far away its part is, or which one it is. */
export const shown = ["colour", "depth", "parts"] as const;
export type Shown = (typeof shown)[number];

/** How pictures are made. */
export interface PictureAsked {
  readonly width: number;
  readonly height: number;
  /** The env's first one by default. */
  readonly camera?: string;
  /** What a pixel shows [its colour]. */
  readonly show?: Shown;
  /** Rays for each side of a pixel: pictures are painted so much larger, and shrunk. */
  readonly supersample: number;
}

/** RGB, row-major from the top left, `width * height * 3` bytes. */
export type Pixels = Uint8Array<ArrayBuffer>;

const limits = [8, 4096] as const; // [pixels]

/** `320x240`, or `128` for a square. @throws `cli/usage` */
export function readSize(text: string): { readonly width: number; readonly height: number } {
  const [, width, height = width] = /^(\d+)(?:x(\d+))?$/.exec(text) ?? [];
  const size = { width: Number(width), height: Number(height) };
  for (const pixels of Object.values(size))
    if (!(pixels >= limits[0] && pixels <= limits[1]))
      fail("cli/usage", {
        given: `--size ${text}`,
        expected: `a width and a height from ${limits[0]} to ${limits[1]} pixels`,
        fix: "--size 320x240",
      });
  return size;
}

/** Each pixel the mean of `factor` times `factor` of the larger picture's. */
export function shrunk(pixels: Pixels, { width, height, supersample: factor }: PictureAsked): Pixels {
  if (factor === 1) return pixels;
  const out = new Uint8Array(3 * width * height);
  const stride = 3 * width * factor;
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let i = 0; i < 3; i++, at++) {
        let sum = 0;
        for (let row = 0; row < factor; row++)
          for (let column = 0; column < factor; column++)
            sum += pixels[(y * factor + row) * stride + 3 * (x * factor + column) + i];
        out[at] = Math.round(sum / (factor * factor));
      }
  return out;
}
