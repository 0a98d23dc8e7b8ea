import { cosine, type Part, poseSize, type SceneDescription, sine } from "../../../src/core/index.ts";
import { carLength, carWidth, ego, howMany } from "./cars.ts";
import { type LaneTable, place } from "./lane.ts";
import type { Traffic } from "./traffic.ts";

// Here y points right of x and headings grow to the right; in a scene y points left. So y and headings change sign.

const ground = [0.62, 0.71, 0.56] as const;
const tarmac = [0.36, 0.37, 0.4] as const;
const paint = [0.93, 0.93, 0.9] as const;
const own = [0.2, 0.62, 0.3] as const;
const others = [0.24, 0.45, 0.72] as const;
const glass = [0.12, 0.14, 0.18] as const;
const barrier = [0.8, 0.36, 0.2] as const;

const carHeight = 1.4; // [m]
const bend = 3; // [m], the length of the straight pieces that a bend is drawn as
const longest = 10_000; // [m]
const lineWidth = 0.15; // [m]

const turnOf = (heading: number) => [cosine(-heading / 2), 0, 0, sine(-heading / 2)] as const;

/** Roads, obstacles and room for all cars, of which the agent's is row 1. */
export function sceneOf({ network, obstacles, cars }: Traffic): SceneDescription {
  return {
    parts: [
      { form: { kind: "plane" }, colour: ground, at: [0, 0, -0.05] },
      ...roadParts(network),
      ...obstacles.map(
        ({ x, y, heading, length, width }): Part => ({
          form: { kind: "box", half: [length / 2, width / 2, 0.4] },
          colour: barrier,
          at: [x, -y, 0.4],
          turn: turnOf(heading),
        }),
      ),
      ...Array.from({ length: cars.room }, (_, car) => carParts(car + 1)).flat(),
    ],
    light: { towards: [-0.4, -0.5, 1.2], sun: 0.6, ambient: 0.45 },
    sky: { horizon: [0.93, 0.95, 0.97], zenith: [0.62, 0.76, 0.9], haze: 300 },
    cameras: {
      chase: { row: 1, eye: [-22, 0, 16], target: [10, 0, 0], view: 0.8 },
      map: { row: 1, eye: [-2, 0, 90], target: [0, 0, 0], view: 0.8 },
    },
  };
}

/** All lanes as ribbons of their width, and all lines beside them as one. */
function roadParts({ lanes, table }: Traffic["network"]): Part[] {
  const widths = [...new Set(lanes.map(({ width }) => width))];
  const lines = lanes.flatMap(({ width }, number) => [width / 2, -width / 2].map((off) => lineOf(table, number, off)));
  const surfaces = widths.map((width): Part => {
    const middles = lanes.flatMap((lane, number) => (lane.width === width ? [lineOf(table, number, 0)] : []));
    return { form: { kind: "ribbon", width, lines: middles }, colour: tarmac, at: [0, 0, 0.02] };
  });
  return [...surfaces, { form: { kind: "ribbon", width: lineWidth, lines }, colour: paint, at: [0, 0, 0.04] }];

  /** A line beside the middle of a lane [m]. */
  function lineOf(table: LaneTable, number: number, off: number): number[] {
    const { kind, length } = lanes[number];
    const pieces = kind === 0 ? 1 : Math.max(1, Math.ceil(length / bend));
    const point = new Float64Array(2);
    return Array.from({ length: pieces + 1 }, (_, i) => {
      place(table, number, (Math.min(longest, length) * i) / pieces, off, point);
      return [rounded(point[0]), rounded(-point[1])];
    }).flat();
  }
}

const rounded = (metres: number): number => Math.round(metres * 1000) / 1000;

const carParts = (row: number): Part[] => [
  {
    form: { kind: "box", half: [carLength / 2, carWidth / 2, carHeight / 4] },
    colour: row === 1 ? own : others,
    row,
    at: [0, 0, 0.2 + carHeight / 4],
  },
  {
    form: { kind: "box", half: [carLength / 4, carWidth / 2 - 0.15, carHeight / 4] },
    colour: glass,
    row,
    at: [-0.3, 0, 0.2 + (3 * carHeight) / 4],
  },
];

/** Writes where the cars are, the agent's first; those that are not there lie below the ground. */
export function poses({ cars }: Traffic, out: Float64Array): void {
  out.fill(0);
  for (let row = 0; row <= cars.room; row++) out[row * poseSize + 3] = 1;
  const self = cars.tally[ego];
  const count = cars.tally[howMany];
  for (let row = 1; row <= cars.room; row++) {
    const car = row === 1 ? self : row - 2 < self ? row - 2 : row - 1;
    const at = row * poseSize;
    if (car >= count) {
      out[at + 2] = -10;
      continue;
    }
    out[at] = cars.x[car];
    out[at + 1] = -cars.y[car];
    out[at + 3] = cosine(-cars.heading[car] / 2);
    out[at + 6] = sine(-cars.heading[car] / 2);
  }
}
