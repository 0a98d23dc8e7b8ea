import { angleOf, cosine, sine } from "../../core/index.ts";
import type { Turn, Vector } from "../body.ts";
import { cross, minus, multiplyInto, noTurn, plus, product, rotated, rotateInto, times, unitTurn } from "./rotation.ts";
import type { Coordinate, Part, Skeleton } from "./skeleton.ts";

/** Poses and velocities of parts in the world; row 0, the world, never changes. Owned by the simulation. */
export interface Motion {
  /** Of parts' frames, `[parts, 3]` [m] and `[parts, 4]`. */
  readonly places: Float64Array;
  readonly turns: Float64Array;
  /** Of the frames' origins [m/s] and about them [rad/s], `[parts, 3]`. */
  readonly velocities: Float64Array;
  readonly spins: Float64Array;
}

export function motionOf({ parts }: Skeleton): Motion {
  const turns = new Float64Array(parts.length * 4);
  turns[0] = 1;
  return {
    places: new Float64Array(parts.length * 3),
    turns,
    velocities: new Float64Array(parts.length * 3),
    spins: new Float64Array(parts.length * 3),
  };
}

/** Writes the joint positions of the description's pose. */
export function describe({ parts, coordinates }: Skeleton, positions: Float64Array): void {
  for (const { position, reference } of coordinates) positions[position] = reference;
  for (const { free, at, turn } of parts) if (free) positions.set([...at, ...turn], free.position);
}

type Row = readonly [place: Vector, turn: Turn, velocity: Vector, spin: Vector];

/** Forward kinematics: poses and velocities of parts from positions and speeds. */
export function pose({ parts }: Skeleton, positions: Float64Array, speeds: Float64Array, motion: Motion): void {
  const rows: Row[] = [[[0, 0, 0], noTurn, [0, 0, 0], [0, 0, 0]]];
  parts.forEach((part, p) => {
    if (p === 0) return;
    const row = part.free
      ? freeRow(part.free, positions, speeds)
      : jointedRow(part, rows[part.parent], positions, speeds);
    rows.push(row);
    motion.places.set(row[0], p * 3);
    motion.turns.set(row[1], p * 4);
    motion.velocities.set(row[2], p * 3);
    motion.spins.set(row[3], p * 3);
  });
}

const threeFrom = (values: Float64Array, i: number): Vector => [values[i], values[i + 1], values[i + 2]];

function freeRow({ position, speed }: NonNullable<Part["free"]>, positions: Float64Array, speeds: Float64Array): Row {
  const [w, x, y, z] = positions.subarray(position + 3, position + 7);
  const turn = unitTurn([w, x, y, z]);
  return [threeFrom(positions, position), turn, threeFrom(speeds, speed), rotated(turn, threeFrom(speeds, speed + 3))];
}

function jointedRow(part: Part, parent: Row, positions: Float64Array, speeds: Float64Array): Row {
  const [parentPlace, parentTurn, parentVelocity, parentSpin] = parent;
  const { slides, hinge, anchor } = part;
  const rest = product(parentTurn, part.turn);
  const away = (of: Coordinate) => positions[of.position] - of.reference;
  const along = (values: (of: Coordinate) => number): Vector =>
    slides.reduce((sum, of) => plus(sum, times(rotated(rest, of.axis), values(of))), [0, 0, 0] as Vector);
  const origin = plus(parentPlace, rotated(parentTurn, part.at));
  const pivot = plus(plus(origin, rotated(rest, anchor)), along(away));
  const pivotVelocity = plus(
    plus(parentVelocity, cross(parentSpin, minus(pivot, parentPlace))),
    along(({ speed }) => speeds[speed]),
  );
  const turn = hinge ? product(rest, turnBy(hinge.axis, away(hinge))) : rest;
  const spin = hinge ? plus(parentSpin, times(rotated(turn, hinge.axis), speeds[hinge.speed])) : parentSpin;
  const arm = rotated(turn, anchor);
  return [minus(pivot, arm), turn, minus(pivotVelocity, cross(spin, arm)), spin];
}

const turnBy = ([x, y, z]: Vector, angle: number): Turn => {
  const scale = sine(angle / 2);
  return [cosine(angle / 2), x * scale, y * scale, z * scale];
};

const turn = new Float64Array(4);
const arm = new Float64Array(3);
const axis = new Float64Array(3);
const apart = new Float64Array(3);
const drift = new Float64Array(3);

/** Inverse: positions and speeds from poses and velocities. Hinge angles continue from their last value. */
export function measure({ parts }: Skeleton, motion: Motion, positions: Float64Array, speeds: Float64Array): void {
  for (let p = 1; p < parts.length; p++) {
    const part = parts[p];
    if (part.free) {
      measureFree(p, part.free, motion, positions, speeds);
      continue;
    }
    multiplyInto(motion.turns, part.parent * 4, part.turn, turn, 0);
    if (part.hinge) measureHinge(p, part.parent, part.hinge, motion, positions, speeds);
    if (part.slides.length) measureSlides(p, part, motion, positions, speeds);
  }
}

function measureFree(
  p: number,
  { position, speed }: NonNullable<Part["free"]>,
  { places, turns, velocities, spins }: Motion,
  positions: Float64Array,
  speeds: Float64Array,
): void {
  for (let i = 0; i < 3; i++) {
    positions[position + i] = places[p * 3 + i];
    speeds[speed + i] = velocities[p * 3 + i];
  }
  for (let i = 0; i < 4; i++) positions[position + 3 + i] = turns[p * 4 + i];
  const w = turns[p * 4];
  const x = -turns[p * 4 + 1];
  const y = -turns[p * 4 + 2];
  const z = -turns[p * 4 + 3];
  const u = spins[p * 3];
  const v = spins[p * 3 + 1];
  const s = spins[p * 3 + 2];
  const a = 2 * (y * s - z * v);
  const b = 2 * (z * u - x * s);
  const c = 2 * (x * v - y * u);
  speeds[speed + 3] = u + w * a + y * c - z * b;
  speeds[speed + 4] = v + w * b + z * a - x * c;
  speeds[speed + 5] = s + w * c + x * b - y * a;
}

/** `turn` holds the part's orientation at angle 0. */
function measureHinge(
  p: number,
  parent: number,
  hinge: Coordinate,
  { turns, spins }: Motion,
  positions: Float64Array,
  speeds: Float64Array,
): void {
  const w = turns[p * 4];
  const x = turns[p * 4 + 1];
  const y = turns[p * 4 + 2];
  const z = turns[p * 4 + 3];
  const real = turn[0] * w + turn[1] * x + turn[2] * y + turn[3] * z;
  const imaginary =
    hinge.axis[0] * (turn[0] * x - turn[1] * w - turn[2] * z + turn[3] * y) +
    hinge.axis[1] * (turn[0] * y + turn[1] * z - turn[2] * w - turn[3] * x) +
    hinge.axis[2] * (turn[0] * z - turn[1] * y + turn[2] * x - turn[3] * w);
  const last = positions[hinge.position];
  const change = 2 * angleOf(imaginary, real) + hinge.reference - last;
  positions[hinge.position] = last + change - 2 * Math.PI * Math.round(change / (2 * Math.PI));
  rotateInto(turns, p * 4, hinge.axis, axis, 0);
  speeds[hinge.speed] =
    axis[0] * (spins[p * 3] - spins[parent * 3]) +
    axis[1] * (spins[p * 3 + 1] - spins[parent * 3 + 1]) +
    axis[2] * (spins[p * 3 + 2] - spins[parent * 3 + 2]);
}

function measureSlides(
  p: number,
  { parent, at, anchor, slides }: Part,
  { places, turns, velocities, spins }: Motion,
  positions: Float64Array,
  speeds: Float64Array,
): void {
  // `arm`: from the part's frame to its anchor; `apart`: from the anchor at 0 to where it is; `drift`: its velocity
  rotateInto(turns, p * 4, anchor, arm, 0);
  rotateInto(turns, parent * 4, at, apart, 0);
  rotateInto(turn, 0, anchor, axis, 0);
  const own = p * 3;
  const other = parent * 3;
  for (let i = 0; i < 3; i++) apart[i] = places[own + i] + arm[i] - places[other + i] - apart[i] - axis[i];
  for (let i = 0; i < 3; i++) {
    const j = (i + 1) % 3;
    const k = (i + 2) % 3;
    const farJ = places[own + j] + arm[j] - places[other + j];
    const farK = places[own + k] + arm[k] - places[other + k];
    drift[i] =
      velocities[own + i] +
      (spins[own + j] * arm[k] - spins[own + k] * arm[j]) -
      velocities[other + i] -
      (spins[other + j] * farK - spins[other + k] * farJ);
  }
  for (const slide of slides) {
    rotateInto(turn, 0, slide.axis, axis, 0);
    positions[slide.position] = slide.reference + axis[0] * apart[0] + axis[1] * apart[1] + axis[2] * apart[2];
    speeds[slide.speed] = axis[0] * drift[0] + axis[1] * drift[1] + axis[2] * drift[2];
  }
}
