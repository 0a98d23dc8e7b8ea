import { generator, type Heights, sine } from "../../../src/core/index.ts";
import { mapSeed, type Split } from "../roads/generate/seeds.ts";

/** Hills that repeat, so that a town of any size lies on them. Each town lies on another part. */
export interface Ground {
  /** Height at a place [m]. */
  heightAt(x: number, y: number): number;
  /** Writes how much the ground rises along x and y [1]. */
  slopesAt(x: number, y: number, out: Float64Array): void;
  /** Copies heights of a square of points into `out`, row-major, from a point on. */
  copy(column: number, row: number, across: number, out: Float32Array): void;
}

/** From one point to the next [m]. */
export const pointSpacing = 2;
/** Points until the hills repeat. */
const period = 128;
/** Until they repeat [m]. */
export const hillPeriod = period * pointSpacing;

/** Waves to the east and to the north within a period: hills of 64 to 180 m. */
const waves = [
  [1, 1],
  [2, -1],
  [-1, 2],
  [3, 1],
  [1, -3],
  [2, 3],
  [4, 0],
] as const;

const known = new Map<number, Ground>();

/** @param steepness of the steepest slope: metres up for each ahead */
export function hillsOf(steepness: number): Ground {
  const ground = known.get(steepness) ?? makeHills(steepness);
  known.set(steepness, ground);
  return ground;
}

function makeHills(steepness: number): Ground {
  const rng = generator("hills");
  const phases = waves.map(() => rng.uniform(0, 2 * Math.PI));
  const heights = new Float64Array(period * period);
  for (let row = 0; row < period; row++)
    for (let column = 0; column < period; column++) {
      let sum = 0;
      for (const [i, [east, north]] of waves.entries()) {
        const angle = (2 * Math.PI * (east * column + north * row)) / period;
        sum += sine(angle + phases[i]) / (east * east + north * north);
      }
      heights[row * period + column] = sum;
    }
  const wrap = (point: number): number => point & (period - 1);
  const at = (column: number, row: number): number => heights[wrap(row) * period + wrap(column)];
  let steepest = 0;
  for (let row = 0; row < period; row++)
    for (let column = 0; column < period; column++) {
      const here = at(column, row);
      steepest = Math.max(steepest, Math.hypot(at(column + 1, row) - here, at(column, row + 1) - here));
    }
  const scale = (steepness * pointSpacing) / steepest;
  for (let i = 0; i < heights.length; i++) heights[i] *= scale;

  return {
    heightAt(x, y) {
      const [column, row] = [Math.floor(x / pointSpacing), Math.floor(y / pointSpacing)];
      const [s, t] = [x / pointSpacing - column, y / pointSpacing - row];
      const near = at(column, row) + s * (at(column + 1, row) - at(column, row));
      const far = at(column, row + 1) + s * (at(column + 1, row + 1) - at(column, row + 1));
      return near + t * (far - near);
    },
    slopesAt(x, y, out) {
      const [column, row] = [Math.floor(x / pointSpacing), Math.floor(y / pointSpacing)];
      const [s, t] = [x / pointSpacing - column, y / pointSpacing - row];
      const here = at(column, row);
      const east = at(column + 1, row);
      const north = at(column, row + 1);
      const both = at(column + 1, row + 1);
      out[0] = ((1 - t) * (east - here) + t * (both - north)) / pointSpacing;
      out[1] = ((1 - s) * (north - here) + s * (both - east)) / pointSpacing;
    },
    copy(column, row, across, out) {
      for (let r = 0; r < across; r++) for (let c = 0; c < across; c++) out[r * across + c] = at(column + c, row + r);
    },
  };
}

/** Where the hills of a town begin: points to the east and to the north. */
export function hillsBegin(split: Split, town: number): readonly [column: number, row: number] {
  const rng = generator(mapSeed(split, town), "hills");
  return [rng.integer(period), rng.integer(period)];
}

const seenSpacing = 2; // points from one that is shown to the next

/** A period of the hills as a form to show, about its middle. */
export function hillsForm(ground: Ground): Heights {
  const across = period / seenSpacing + 1;
  const heights = Array.from({ length: across * across }, (_, i) => {
    const [column, row] = [i % across, Math.floor(i / across)];
    const height = ground.heightAt(column * seenSpacing * pointSpacing, row * seenSpacing * pointSpacing);
    return Math.round(height * 1e4) / 1e4;
  });
  return { kind: "heights", rows: across, columns: across, half: [hillPeriod / 2, hillPeriod / 2], heights };
}
