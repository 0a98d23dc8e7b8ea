import { box } from "../../../src/core/index.ts";
import { ego, howMany } from "./cars.ts";
import { along, laneLength, place } from "./lane.ts";
import type { Traffic } from "./traffic.ts";

const cells = 12; // a side
const cell = 3; // [m]
const half = (cells * cell) / 2;
const farthest = 100; // [m] along a lane that points on it are looked at

/**
 * Layers of `[12, 12]` cells of 3 m, turned with the agent's car: row i lies `3 i - 18` m and more ahead of it, column j
 * as much to the right. The first layer is 1 where a car's middle is, the second where a lane's is.
 */
export const roadGridSpace = box({ dtype: "float32", shape: [2, cells, cells], low: 0, high: 1 });

/** Makes the function that writes the grid. */
export function roadGrid({ cars, network: { lanes, table } }: Traffic): (out: Float32Array) => void {
  const point = new Float64Array(2);
  let [x, y, cos, sin] = [0, 0, 0, 0];

  function mark(out: Float32Array, layer: number, atX: number, atY: number): void {
    const dx = atX - x;
    const dy = atY - y;
    const row = Math.floor((cos * dx + sin * dy + half) / cell);
    const column = Math.floor((cos * dy - sin * dx + half) / cell);
    if (row >= 0 && row < cells && column >= 0 && column < cells) out[(layer * cells + row) * cells + column] = 1;
  }

  /** Marks points of a lane, every 3 m from 100 m back to 100 m on; those beyond its ends count as at its ends. */
  function markLane(out: Float32Array, lane: number): void {
    const length = laneLength(table, lane);
    const first = along(table, lane, x, y) - farthest;
    for (let i = 0; i < (2 * farthest) / cell; i++) {
      const far = first + i * cell;
      if (far < 0 && far + cell < 0) continue; // the last of these stands for all
      place(table, lane, Math.min(length, Math.max(0, far)), 0, point);
      mark(out, 1, point[0], point[1]);
      if (far > length) return;
    }
  }

  return (out) => {
    const self = cars.tally[ego];
    x = cars.x[self];
    y = cars.y[self];
    cos = cars.cos[self];
    sin = cars.sin[self];
    out.fill(0);
    const count = cars.tally[howMany];
    for (let car = 0; car < count; car++) mark(out, 0, cars.x[car], cars.y[car]);
    for (let lane = 0; lane < lanes.length; lane++) markLane(out, lane);
  };
}
