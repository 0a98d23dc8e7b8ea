import { generator } from "../../src/core/index.ts";
import { recent } from "./recent.ts";
import type { Terrain } from "./terrain.ts";

const [columns, rows] = [201, 61];
const half = [30, 9] as const; // [m], so that cells are 0.3 m wide
const fade = 6; // width of the border in which bumps rise to their full height [cells]
const octaves = [
  { cells: 6, weight: 1 }, // of 1.8 m
  { cells: 3, weight: 0.5 },
];

export const roughParams = {
  terrainSeed: 0,
  roughness: 0.15, // [m], from the lowest to the highest
};
export const roughLimits = { terrainSeed: { whole: [0, 2 ** 31] }, roughness: [0.001, 2] } as const;

/** Smooth bumps: two octaves of value noise (Perlin 1985), level with the surrounding plain at the border. */
export const roughGround = recent(
  makeGround,
  ({ terrainSeed, roughness }: typeof roughParams) => `${terrainSeed}, ${roughness}`,
);

function makeGround({ terrainSeed, roughness }: typeof roughParams): Terrain {
  const layers = octaves.map(({ cells, weight }, octave) => layer(terrainSeed, octave, cells, weight));
  const raw = Array.from({ length: rows * columns }, (_, i) => {
    const [column, row] = [i % columns, Math.floor(i / columns)];
    return layers.reduce((sum, at) => sum + at(column, row), 0);
  });
  const lowest = raw.reduce((least, height) => Math.min(least, height), Number.POSITIVE_INFINITY);
  const highest = raw.reduce((most, height) => Math.max(most, height), Number.NEGATIVE_INFINITY);
  const heights = raw.map((height, i) => {
    const [column, row] = [i % columns, Math.floor(i / columns)];
    const fromBorder = Math.min(column, row, columns - 1 - column, rows - 1 - row);
    const share = ((height - lowest) / (highest - lowest)) * Math.min(1, fromBorder / fade);
    return Math.round(share * roughness * 1e5) / 1e5;
  });
  return {
    shapes: [{ name: "bumps", form: { kind: "heights", rows, columns, half, heights } }],
    start: { x: [-26, -20], y: [-3, 3] },
    heightAt(x, y) {
      const column = ((x + half[0]) / (2 * half[0])) * (columns - 1);
      const row = ((y + half[1]) / (2 * half[1])) * (rows - 1);
      if (!(column > 0 && row > 0 && column < columns - 1 && row < rows - 1)) return 0;
      const [left, down] = [Math.floor(column), Math.floor(row)];
      const corner = down * columns + left;
      const near = between(heights[corner], heights[corner + 1], column - left);
      const far = between(heights[corner + columns], heights[corner + columns + 1], column - left);
      return between(near, far, row - down);
    },
  };
}

const between = (a: number, b: number, share: number) => a + share * (b - a);
const smooth = (share: number) => share * share * (3 - 2 * share);

/** Value noise: random values `cells` apart, smoothly interpolated. */
function layer(seed: number, octave: number, cells: number, weight: number): (column: number, row: number) => number {
  const across = Math.ceil(columns / cells) + 1;
  const rng = generator(seed, "terrain", octave);
  const values = Array.from({ length: across * (Math.ceil(rows / cells) + 1) }, () => rng.uniform());
  return (column, row) => {
    const [left, down] = [Math.floor(column / cells), Math.floor(row / cells)];
    const [x, y] = [smooth(column / cells - left), smooth(row / cells - down)];
    const corner = down * across + left;
    const near = between(values[corner], values[corner + 1], x);
    const far = between(values[corner + across], values[corner + across + 1], x);
    return weight * between(near, far, y);
  };
}
