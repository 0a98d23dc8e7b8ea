import { placeAt, projectOn } from "./along.ts";
import type { Roads } from "./compile.ts";
import { sampleSize } from "./sampled.ts";

/** Writes the place at a distance along a lane, as `placeAt` does. */
export function placeOnLane({ lanes }: Roads, lane: number, distance: number, out: Float64Array): void {
  placeAt(lanes.points, lanes.firstPoint[lane], lanes.parts[lane], lanes.spacing[lane], distance, out);
}

/** Projects a point onto a lane and returns the distance along it, as `projectOn` does. */
export function projectOnLane(
  { lanes }: Roads,
  lane: number,
  x: number,
  y: number,
  near: number,
  out: Float64Array,
): number {
  return projectOn(lanes.points, lanes.firstPoint[lane], lanes.parts[lane], lanes.spacing[lane], x, y, near, out);
}

/** Curvature at a distance along a lane, positive to the left [1/m]. */
export function curvatureAt({ lanes }: Roads, lane: number, distance: number): number {
  const along = Math.min(lanes.parts[lane], Math.max(0, distance / lanes.spacing[lane]));
  const part = Math.min(lanes.parts[lane] - 1, Math.floor(along));
  const at = sampleSize * (lanes.firstPoint[lane] + part) + 5;
  const t = along - part;
  return (1 - t) * lanes.points[at] + t * lanes.points[at + sampleSize];
}

/**
 * The nearest point of any lane, as its number among all points, or -1 if there is none within reach. Its lane is
 * `lanes.laneOf[point]`, and `point - lanes.firstPoint[lane]` is where to look from when projecting.
 * @param reach longest distance [m]
 * @param cos of a heading, with `sin`: only lanes that go within a right angle of it count; both 0 for all lanes
 */
export function nearestPoint({ lanes, grid }: Roads, x: number, y: number, reach: number, cos = 0, sin = 0): number {
  const { points } = lanes;
  let best = reach * reach;
  let nearest = -1;
  const most = Math.ceil(reach / grid.side);
  const column = Math.floor((x - grid.x) / grid.side);
  const row = Math.floor((y - grid.y) / grid.side);
  for (let ring = 0; ring <= most; ring++) {
    const closest = (ring - 1) * grid.side; // no point of this ring is closer
    if (nearest >= 0 && closest > 0 && closest * closest > best) break;
    for (let r = Math.max(0, row - ring); r <= Math.min(grid.rows - 1, row + ring); r++) {
      const step = r === row - ring || r === row + ring ? 1 : Math.max(1, 2 * ring);
      for (let c = column - ring; c <= column + ring; c += step) {
        if (c < 0 || c >= grid.columns) continue;
        const square = r * grid.columns + c;
        for (let i = grid.from[square]; i < grid.from[square + 1]; i++) {
          const at = sampleSize * grid.points[i];
          const dx = x - points[at];
          const dy = y - points[at + 1];
          const d = dx * dx + dy * dy;
          if (d < best && cos * points[at + 2] + sin * points[at + 3] >= 0) {
            best = d;
            nearest = grid.points[i];
          }
        }
      }
    }
  }
  return nearest;
}

/** The colour of a light at a time [s], in the order of `lightColours`. */
export function colourAt({ lights }: Roads, light: number, time: number): number {
  const cycle = lights.cycle[light];
  const since = time + lights.offset[light];
  const within = since - cycle * Math.floor(since / cycle);
  let phase = lights.from[light];
  const last = lights.from[light + 1] - 1;
  while (phase < last && lights.ends[phase] <= within) phase++;
  return lights.colour[phase];
}
