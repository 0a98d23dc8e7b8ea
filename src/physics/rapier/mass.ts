import type { Body, Form, Link, Shape, Surface, Turn, Vector } from "../body.ts";
import { minus, noTurn, plus, rotated, times, unit, unitTurn } from "./rotation.ts";

/** xx, yy, zz, xy, xz, yz [kg m^2] */
export type Inertia = readonly [xx: number, yy: number, zz: number, xy: number, xz: number, yz: number];

/** Of a link or shape in its frame; inertia about the centre of mass, along the frame's axes. */
export interface Mass {
  readonly mass: number;
  readonly centre: Vector;
  readonly inertia: Inertia;
}

const nothing: Mass = { mass: 0, centre: [0, 0, 0], inertia: [0, 0, 0, 0, 0, 0] };
const water = 1000; // [kg/m^3]

/** Masses of all links, in order, as MuJoCo's compiler derives them from shapes and densities. */
export function massesOf({ links, surface, totalMass }: Body): Mass[] {
  const masses = links.map((link) => massOf(link, surface));
  const sum = masses.reduce((total, { mass }) => total + mass, 0);
  return totalMass === undefined ? masses : masses.map((mass) => scaled(mass, totalMass / sum));
}

const massOf = ({ shapes }: Link, surface: Surface): Mass =>
  joined(shapes.map((shape) => massOfShape(shape, shape.density ?? surface.density ?? water)));

/** Where a shape lies along its own z: a limb by its two ends. */
export function layOf({ form, at, turn }: Shape): { readonly at: Vector; readonly turn: Turn } {
  if (form.kind !== "limb") return { at: at ?? [0, 0, 0], turn: unitTurn(turn ?? noTurn) };
  return { at: times(plus(form.from, form.to), 0.5), turn: uprightTo(unit(minus(form.to, form.from))) };
}

export const limbHalf = ({ from, to }: { readonly from: Vector; readonly to: Vector }): number =>
  Math.hypot(...minus(to, from)) / 2;

/** The shortest turn from z to a direction. */
function uprightTo([x, y, z]: Vector): Turn {
  if (z < -1 + 1e-12) return [0, 1, 0, 0];
  const length = Math.hypot(1 + z, x, y);
  return [(1 + z) / length, -y / length, x / length, 0];
}

function massOfShape(shape: Shape, density: number): Mass {
  const { at, turn } = layOf(shape);
  const [mass, diagonal] = solidOf(shape.form, density);
  return { mass, centre: at, inertia: turnedInertia([...diagonal, 0, 0, 0], turn) };
}

/** Mass and moments of inertia of solids about their centres; undefined for shapes that can only stand still. */
function solidOf(form: Form, density: number): readonly [mass: number, diagonal: Vector] {
  switch (form.kind) {
    case "sphere": {
      const mass = (density * 4 * Math.PI * form.radius ** 3) / 3;
      const moment = 0.4 * mass * form.radius ** 2;
      return [mass, [moment, moment, moment]];
    }
    case "limb":
      return capsuleOf(form.radius, 2 * limbHalf(form), density);
    case "capsule":
      return capsuleOf(form.radius, 2 * form.halfLength, density);
    case "cylinder": {
      const height = 2 * form.halfLength;
      const mass = density * Math.PI * form.radius ** 2 * height;
      const side = (mass * (3 * form.radius ** 2 + height ** 2)) / 12;
      return [mass, [side, side, (mass * form.radius ** 2) / 2]];
    }
    case "box": {
      const [x, y, z] = form.half;
      const mass = density * 8 * x * y * z;
      return [mass, times([y * y + z * z, x * x + z * z, x * x + y * y], mass / 3)];
    }
    case "plane":
    case "heights":
      return [0, [0, 0, 0]];
  }
}

/** A cylinder between the halves of a ball. */
function capsuleOf(radius: number, height: number, density: number): readonly [number, Vector] {
  const middle = density * Math.PI * radius ** 2 * height;
  const ends = (density * 4 * Math.PI * radius ** 3) / 3;
  const side =
    (middle * (3 * radius ** 2 + height ** 2)) / 12 +
    0.4 * ends * radius ** 2 +
    (ends * height * (3 * radius + 2 * height)) / 8;
  return [middle + ends, [side, side, (middle * radius ** 2) / 2 + 0.4 * ends * radius ** 2]];
}

export const scaled = ({ mass, centre, inertia }: Mass, factor: number): Mass => ({
  mass: mass * factor,
  centre,
  inertia: sum(nothing.inertia, inertia, factor),
});

/** The same mass in an outer frame, in which its own frame lies at `at`, turned. */
export const moved = ({ mass, centre, inertia }: Mass, at: Vector, turn: Turn): Mass => ({
  mass,
  centre: plus(at, rotated(turn, centre)),
  inertia: turnedInertia(inertia, turn),
});

export function joined(masses: readonly Mass[]): Mass {
  const mass = masses.reduce((total, one) => total + one.mass, 0);
  if (mass === 0) return nothing;
  const weighted = masses.reduce<Vector>((total, one) => plus(total, times(one.centre, one.mass)), [0, 0, 0]);
  const centre = times(weighted, 1 / mass);
  const inertia = masses.reduce<Inertia>(
    (total, one) => sum(sum(total, one.inertia, 1), pointInertia(minus(one.centre, centre)), one.mass),
    nothing.inertia,
  );
  return { mass, centre, inertia };
}

/** The rest of a whole after a piece was cut out. */
export function without(whole: Mass, piece: Mass): Mass {
  const mass = whole.mass - piece.mass;
  const centre = times(minus(times(whole.centre, whole.mass), times(piece.centre, piece.mass)), 1 / mass);
  const about = (one: Mass, factor: number) => (total: Inertia) =>
    sum(sum(total, one.inertia, factor), pointInertia(minus(one.centre, whole.centre)), factor * one.mass);
  const inertia = about(piece, -1)(whole.inertia);
  return { mass, centre, inertia: sum(inertia, pointInertia(minus(centre, whole.centre)), -mass) };
}

/** Inertia of a unit mass at a point, about the origin. */
export const pointInertia = ([x, y, z]: Vector): Inertia => [
  y * y + z * z,
  x * x + z * z,
  x * x + y * y,
  -x * y,
  -x * z,
  -y * z,
];

const sum = (a: Inertia, b: Inertia, factor: number): Inertia => [
  a[0] + b[0] * factor,
  a[1] + b[1] * factor,
  a[2] + b[2] * factor,
  a[3] + b[3] * factor,
  a[4] + b[4] * factor,
  a[5] + b[5] * factor,
];

function turnedInertia([xx, yy, zz, xy, xz, yz]: Inertia, turn: Turn): Inertia {
  const [x, y, z] = [rotated(turn, [1, 0, 0]), rotated(turn, [0, 1, 0]), rotated(turn, [0, 0, 1])];
  const entry = (i: number, j: number) =>
    x[i] * (xx * x[j] + xy * y[j] + xz * z[j]) +
    y[i] * (xy * x[j] + yy * y[j] + yz * z[j]) +
    z[i] * (xz * x[j] + yz * y[j] + zz * z[j]);
  return [entry(0, 0), entry(1, 1), entry(2, 2), entry(0, 1), entry(0, 2), entry(1, 2)];
}
