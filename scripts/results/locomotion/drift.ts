import type { Body, Link, Simulation, Vector } from "../../../src/physics/index.ts";

/** The largest distance of a simulation's links from where their joints should hold them [m]. */
export function driftOf(body: Body, { places, turns }: Pick<Simulation, "places" | "turns">): number {
  const rows = new Map(body.links.map(({ name }, i) => [name, i + 1]));
  const pointOn = (row: number, at: Vector): Vector => {
    const [w, x, y, z] = turns.subarray(row * 4, row * 4 + 4);
    return sum(vectorAt(places, row), rotated([w, x, y, z], at));
  };
  return Math.max(0, ...body.links.map((link, i) => gapOf(link, i + 1)));

  function gapOf({ parent, at, turn = [1, 0, 0, 0], joints }: Link, row: number): number {
    if (joints.some(({ kind }) => kind === "free")) return 0;
    const slides = joints.filter(({ kind }) => kind === "slide");
    const pivots = joints.filter(({ kind }) => kind === "hinge").map((hinge) => hinge.at ?? ([0, 0, 0] as const));
    const over = parent === undefined ? 0 : (rows.get(parent) ?? 0);
    const rest = unit(turn);
    const gaps = (pivots.length ? pivots : ([[0, 0, 0]] as const)).map((pivot) => {
      const held = pointOn(over, sum(at, rotated(rest, pivot)));
      return sum(pointOn(row, pivot), scaled(held, -1));
    });
    return Math.max(...gaps.map((gap) => Math.hypot(...slides.reduce((left, { axis }) => without(left, axis), gap))));

    /** A gap without its part along a slide, which is free. */
    function without(gap: Vector, axis: Vector = [0, 0, 1]): Vector {
      const [w, x, y, z] = turns.subarray(over * 4, over * 4 + 4);
      const along = rotated([w, x, y, z], rotated(rest, axis));
      const length = Math.hypot(...along) ** 2;
      return sum(gap, scaled(along, -(gap[0] * along[0] + gap[1] * along[1] + gap[2] * along[2]) / length));
    }
  }
}

type Quaternion = readonly [number, number, number, number];

const vectorAt = (values: Float64Array, row: number): Vector => [
  values[row * 3],
  values[row * 3 + 1],
  values[row * 3 + 2],
];
const sum = ([a, b, c]: Vector, [x, y, z]: Vector): Vector => [a + x, b + y, c + z];
const scaled = ([x, y, z]: Vector, factor: number): Vector => [x * factor, y * factor, z * factor];

function unit([w, x, y, z]: Quaternion): Quaternion {
  const length = Math.hypot(w, x, y, z);
  return [w / length, x / length, y / length, z / length];
}

function rotated([w, x, y, z]: Quaternion, [a, b, c]: Vector): Vector {
  const [p, q, r] = [2 * (y * c - z * b), 2 * (z * a - x * c), 2 * (x * b - y * a)];
  return [a + w * p + y * r - z * q, b + w * q + z * p - x * r, c + w * r + x * q - y * p];
}
