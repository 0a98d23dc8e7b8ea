import { type Colour, groupBy, type Part } from "../../../src/core/index.ts";
import { placeOnLane } from "../roads/query.ts";
import { sampleSize } from "../roads/sampled.ts";
import { far } from "./put-away.ts";
import type { Town } from "./town.ts";

const road = [0.27, 0.28, 0.3] as const;
const crossing = [0.5, 0.5, 0.5] as const;
const white = [0.9, 0.9, 0.88] as const;
const surface = 3.44; // [m], so that a gap is seen between lanes of 3.5 m
const stopLine = 0.4; // [m]
const sharpest = 0.06; // [rad] that a line may turn at a point that is left out

/** How the roads of a town are shown. */
export interface Streets {
  readonly parts: readonly Part[];
  /** How many rows they take. */
  readonly rows: number;
  /** Lays them around a place. */
  lay(town: Pick<Town, "roads">, x: number, y: number, put: Put): void;
}

/** Puts one of the rows somewhere. */
type Put = (row: number, x: number, y: number, z: number, cos: number, sin: number) => void;

/** Where all towns are known: the roads of each are ribbons on a row of its own. @param here the number of the town */
export function ribbonStreets(towns: readonly Town[], here: () => number, first: number): Streets {
  return {
    rows: towns.length,
    parts: towns.flatMap((town, i) => partsOf(town).map((part) => ({ ...part, row: first + i }))),
    lay(_, __, ___, put) {
      for (let i = 0; i < towns.length; i++) put(i, 0, 0, i === here() ? 0 : far, 1, 0);
    },
  };
}

function partsOf({ roads }: Town): Part[] {
  const { lanes, stops, crossings } = roads;
  const all = Array.from({ length: lanes.count }, (_, lane) => lane);
  const place = new Float64Array(sampleSize);
  const across = all.flatMap((lane) =>
    Array.from(stops.at.subarray(stops.from[lane], stops.from[lane + 1]), (at) => {
      placeOnLane(roads, lane, at, place);
      const [x, y, cos, sin] = place;
      const half = surface / 2;
      return [x - sin * half, y + cos * half, x + sin * half, y - cos * half].map(rounded);
    }),
  );
  const ways = groupBy(
    Array.from({ length: crossings.places.length / 5 }, (_, i) => crossings.places.subarray(5 * i, 5 * i + 5)),
    ([, , , , width]) => width,
  );
  const ribbon = (width: number, lines: number[][], colour: Colour, height: number): Part => ({
    form: { kind: "ribbon", width, lines },
    colour,
    at: [0, 0, height],
  });
  return [
    ribbon(
      surface,
      all.map((lane) => lineOf(roads, lane)),
      road,
      0.02,
    ),
    ...[...ways].map(([width, those]) =>
      ribbon(
        width,
        those.map((ends) => [...ends.subarray(0, 4)].map(rounded)),
        crossing,
        0.03,
      ),
    ),
    ...(across.length ? [ribbon(stopLine, across, white, 0.04)] : []),
  ];
}

/** The middle of a lane: its points, without those between which it is as good as straight. */
function lineOf({ lanes }: Town["roads"], lane: number): number[] {
  const { points, parts, firstPoint } = lanes;
  const line: number[] = [];
  let heading = Number.NaN;
  for (let part = 0; part <= parts[lane]; part++) {
    const at = sampleSize * (firstPoint[lane] + part);
    const isEnd = part === 0 || part === parts[lane];
    if (!isEnd && Math.abs(points[at + 4] - heading) < sharpest) continue;
    heading = points[at + 4];
    line.push(rounded(points[at]), rounded(points[at + 1]));
  }
  return line;
}

const rounded = (metres: number): number => Math.round(metres * 100) / 100;

const tiles = 160;
const tileLength = 5; // [m]
const around = 70; // [m] that is shown

/** Where there may be any town: lanes as tiles near the car. @param height of the tiles over the ground [m] */
export const tiledStreets = (first: number, height: number): Streets => ({
  rows: tiles,
  parts: Array.from({ length: tiles }, (_, i) => ({
    form: { kind: "box", half: [tileLength / 2, surface / 2, 0.02] },
    colour: road,
    row: first + i,
  })),
  lay({ roads: { lanes } }, x, y, put) {
    let shown = 0;
    for (let lane = 0; lane < lanes.count && shown < tiles; lane++)
      for (let part = tileLength >> 1; part <= lanes.parts[lane] && shown < tiles; part += tileLength) {
        const at = sampleSize * (lanes.firstPoint[lane] + part);
        const [dx, dy] = [lanes.points[at] - x, lanes.points[at + 1] - y];
        if (dx * dx + dy * dy > around * around) continue;
        put(shown++, lanes.points[at], lanes.points[at + 1], height, lanes.points[at + 2], lanes.points[at + 3]);
      }
    for (; shown < tiles; shown++) put(shown, 0, 0, far, 1, 0);
  },
});
