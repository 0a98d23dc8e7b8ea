import { sampleSize } from "./sampled.ts";

/** Which stretches of lanes are near a place: squares, and for each the points that lie in it. */
export interface Grid {
  /** The lower left corner, and a square's side [m]. */
  readonly x: number;
  readonly y: number;
  readonly side: number;
  readonly columns: number;
  readonly rows: number;
  /** Points of square i are elements `from[i]` to before `from[i + 1]`. */
  readonly from: Int32Array;
  readonly points: Int32Array;
}

const smallestSide = 8; // [m]
const mostSquares = 1 << 20;

/** Sorts the points of all lanes into squares. */
export function compileGrid(points: Float64Array, { length: count }: Int32Array): Grid {
  let [x, y, right, top] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, -Number.MAX_VALUE, -Number.MAX_VALUE];
  for (let i = 0; i < count; i++) {
    x = Math.min(x, points[sampleSize * i]);
    y = Math.min(y, points[sampleSize * i + 1]);
    right = Math.max(right, points[sampleSize * i]);
    top = Math.max(top, points[sampleSize * i + 1]);
  }
  const side = Math.max(smallestSide, Math.sqrt(((right - x) * (top - y)) / mostSquares));
  const columns = 1 + Math.floor((right - x) / side);
  const rows = 1 + Math.floor((top - y) / side);
  const squareOf = (i: number) =>
    Math.floor((points[sampleSize * i + 1] - y) / side) * columns + Math.floor((points[sampleSize * i] - x) / side);
  const from = new Int32Array(columns * rows + 1);
  for (let i = 0; i < count; i++) from[squareOf(i) + 1]++;
  for (let square = 0; square < columns * rows; square++) from[square + 1] += from[square];
  const free = from.slice();
  const sorted = new Int32Array(count);
  for (let i = 0; i < count; i++) sorted[free[squareOf(i)]++] = i;
  return { x, y, side, columns, rows, from, points: sorted };
}
