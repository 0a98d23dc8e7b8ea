import { colourAt } from "../roads/query.ts";
import { sampleSize } from "../roads/sampled.ts";
import type { Around } from "./near.ts";
import type { Town, TownRoute } from "./town.ts";

/** What a bird sees, a layer each: 255 where it is, 0 elsewhere. */
export const layers = [
  "road",
  "route",
  "edges of lanes",
  "crossings",
  "red lights",
  "green lights",
  "stop signs",
  "vehicles",
  "people",
  "things that stand",
] as const;
type Layer = (typeof layers)[number];
const layer = Object.fromEntries(layers.map((name, i) => [name, i])) as { readonly [L in Layer]: number };

const pixelsAMetre = 2;
const behind = 0.25; // share of the picture that lies behind the car
const stripe = 0.25; // [m], half of the width of an edge's line, which is a pixel wide
const lineDepth = 0.5; // [m], half of how thick stop lines are

/** Paints the surroundings of a car from above, the car looking up: `[layers, side, side]`, two pixels a metre. */
export function raster(side: number, own: Float64Array, out: Uint8Array) {
  const corners = new Float64Array(8);
  const ahead = ((1 - behind) * side) / pixelsAMetre; // [m]
  const across = side / (2 * pixelsAMetre); // [m] to both sides
  const farthest = Math.sqrt(ahead * ahead + across * across);

  /** Puts a corner by its place in the world. */
  function corner(i: number, x: number, y: number): void {
    const dx = x - own[0];
    const dy = y - own[1];
    corners[2 * i] = (across - (own[2] * dy - own[3] * dx)) * pixelsAMetre;
    corners[2 * i + 1] = (ahead - (own[2] * dx + own[3] * dy)) * pixelsAMetre;
  }

  /** Fills the pixels whose middles lie between the four corners, which go round a convex form. */
  function fill(which: number): void {
    let top = Number.POSITIVE_INFINITY;
    let bottom = Number.NEGATIVE_INFINITY;
    for (let i = 1; i < 8; i += 2) {
      top = Math.min(top, corners[i]);
      bottom = Math.max(bottom, corners[i]);
    }
    const last = Math.min(side - 1, Math.ceil(bottom - 0.5) - 1);
    for (let row = Math.max(0, Math.ceil(top - 0.5)); row <= last; row++) {
      const y = row + 0.5;
      let from = Number.POSITIVE_INFINITY;
      let to = Number.NEGATIVE_INFINITY;
      for (let i = 0; i < 4; i++) {
        const [ay, by] = [corners[2 * i + 1], corners[(2 * i + 3) % 8]];
        if (ay > y === by > y) continue;
        const [ax, bx] = [corners[2 * i], corners[(2 * i + 2) % 8]];
        const x = ax + ((y - ay) / (by - ay)) * (bx - ax);
        from = Math.min(from, x);
        to = Math.max(to, x);
      }
      const first = Math.max(0, Math.ceil(from - 0.5));
      const end = Math.min(side, Math.ceil(to - 0.5));
      if (first < end) out.fill(255, (which * side + row) * side + first, (which * side + row) * side + end);
    }
  }

  /** Fills between two points of a line, from `right` to `left` of it [m]. */
  function stretch(points: Float64Array, a: number, b: number, right: number, left: number, which: number): void {
    corner(0, points[a] + right * points[a + 3], points[a + 1] - right * points[a + 2]);
    corner(1, points[b] + right * points[b + 3], points[b + 1] - right * points[b + 2]);
    corner(2, points[b] - left * points[b + 3], points[b + 1] + left * points[b + 2]);
    corner(3, points[a] - left * points[a + 3], points[a + 1] + left * points[a + 2]);
    fill(which);
  }

  function box(bodies: Float64Array, at: number, which: number): void {
    const [cos, sin, length, width] = [bodies[at + 2], bodies[at + 3], bodies[at + 6], bodies[at + 7]];
    for (let i = 0; i < 4; i++) {
      const forward = i === 0 || i === 3 ? length : -length;
      const left = i < 2 ? width : -width;
      corner(i, bodies[at] + cos * forward - sin * left, bodies[at + 1] + sin * forward + cos * left);
    }
    fill(which);
  }

  const isFar = (points: Float64Array, at: number): boolean =>
    (points[at] - own[0]) ** 2 + (points[at + 1] - own[1]) ** 2 > farthest * farthest;

  function paintLanes({ roads: { lanes, grid } }: Town): void {
    const { points } = lanes;
    const column = Math.floor((own[0] - grid.x) / grid.side);
    const row = Math.floor((own[1] - grid.y) / grid.side);
    const reach = Math.ceil(farthest / grid.side);
    for (let r = Math.max(0, row - reach); r <= Math.min(grid.rows - 1, row + reach); r++)
      for (let c = Math.max(0, column - reach); c <= Math.min(grid.columns - 1, column + reach); c++)
        for (let i = grid.from[r * grid.columns + c]; i < grid.from[r * grid.columns + c + 1]; i++) {
          const point = grid.points[i];
          const lane = lanes.laneOf[point];
          if (point === lanes.firstPoint[lane] + lanes.parts[lane]) continue; // the stretch before it is painted
          const a = sampleSize * point;
          if (isFar(points, a)) continue;
          const half = points[a + 6];
          stretch(points, a, a + sampleSize, half, half, layer.road);
          if (lanes.junction[lane] >= 0) continue;
          stretch(points, a, a + sampleSize, half + stripe, stripe - half, layer["edges of lanes"]);
          stretch(points, a, a + sampleSize, stripe - half, half + stripe, layer["edges of lanes"]);
        }
  }

  function paintRoute(route: TownRoute, town: Town, time: number, point: number): void {
    const { points, parts } = route;
    const [first, last] = [Math.max(0, point - farthest), Math.min(parts, point + farthest)];
    for (let i = Math.floor(first); i < last; i++) {
      const a = sampleSize * i;
      if (!isFar(points, a)) stretch(points, a, a + sampleSize, points[a + 6], points[a + 6], layer.route);
    }
    for (let stop = 0; stop < route.stopAt.length; stop++) {
      const at = sampleSize * Math.min(parts, Math.round(route.stopAt[stop] / route.spacing));
      if (isFar(points, at)) continue;
      const light = route.stopLight[stop];
      const isGreen = light >= 0 && colourAt(town.roads, light, time) === 0;
      const which = light < 0 ? layer["stop signs"] : isGreen ? layer["green lights"] : layer["red lights"];
      bar(points[at], points[at + 1], points[at + 2], points[at + 3], points[at + 6], which);
    }
  }

  /** A line across the road. */
  function bar(x: number, y: number, cos: number, sin: number, half: number, which: number): void {
    for (let i = 0; i < 4; i++) {
      const forward = i === 0 || i === 3 ? lineDepth : -lineDepth;
      const left = i < 2 ? half : -half;
      corner(i, x + cos * forward - sin * left, y + sin * forward + cos * left);
    }
    fill(which);
  }

  function paintCrossings({ roads: { crossings } }: Town): void {
    const { places } = crossings;
    for (let at = 0; at < places.length; at += 5) {
      const [dx, dy] = [places[at + 2] - places[at], places[at + 3] - places[at + 1]];
      const length = Math.sqrt(dx * dx + dy * dy);
      const [cos, sin, half] = [dx / length, dy / length, places[at + 4] / 2];
      corner(0, places[at] + half * sin, places[at + 1] - half * cos);
      corner(1, places[at + 2] + half * sin, places[at + 3] - half * cos);
      corner(2, places[at + 2] - half * sin, places[at + 3] + half * cos);
      corner(3, places[at] - half * sin, places[at + 1] + half * cos);
      fill(layer.crossings);
    }
  }

  /**
   * @param point of the route where the car is
   * @param still where bodies begin that do not drive
   */
  return (
    town: Town,
    route: TownRoute,
    time: number,
    point: number,
    around: Around,
    things: Float64Array,
    people: Float64Array,
    still: number,
  ): void => {
    out.fill(0);
    paintLanes(town);
    paintRoute(route, town, time, point);
    paintCrossings(town);
    for (let k = 0; k < around.things.count; k++) {
      const at = around.things.at[k];
      box(things, at, at < still ? layer.vehicles : layer["things that stand"]);
    }
    for (let k = 0; k < around.people.count; k++) box(people, around.people.at[k], layer.people);
  };
}
