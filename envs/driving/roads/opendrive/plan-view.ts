import { angleOf } from "../../../../src/core/index.ts";
import { beside, type Curve, curve } from "../curve.ts";
import type { Cubic, Piece, Pose } from "../map.ts";
import type { Place } from "../pieces.ts";
import { elementsAt, numberOf, refuse, textOf, type XmlElement } from "./element.ts";

/** A road's reference line, by OpenDRIVE's coordinate s. */
export interface ReferenceLine {
  /** s at the end. */
  readonly length: number;
  /** Where geometries begin, and the end. */
  readonly breaks: readonly number[];
  at(s: number, out: Place): void;
  /** The piece that a geometry is, if s is the distance along it. */
  pieceAt(geometry: number): Piece | undefined;
}

interface Geometry {
  readonly s: number;
  readonly length: number;
  readonly line: Curve;
  readonly piece: Piece;
}

const widestGap = 0.1; // [m]
const shortest = 1e-6; // [m]

/** Reads the geometries of a road. @throws `map/opendrive` */
export function readPlanView(road: XmlElement, where: string): ReferenceLine {
  const geometries = elementsAt(road, "planView", "geometry")
    .map((element) => readGeometry(element, where))
    .filter((geometry) => geometry !== undefined)
    .sort((a, b) => a.s - b.s);
  if (geometries.length === 0) refuse(`${where}, whose reference line has no length`, "a planView with geometry");
  for (const [i, { s, line }] of geometries.slice(1).entries()) {
    const { end } = geometries[i].line;
    const place = startOf(line);
    const gap = Math.sqrt((end.x - place[0]) ** 2 + (end.y - place[1]) ** 2);
    if (gap > widestGap)
      refuse(`a gap of ${gap.toFixed(2)} m at s = ${s} in the reference line of ${where}`, `at most ${widestGap} m`);
  }
  const last = geometries[geometries.length - 1];
  const length = last.s + last.length;
  return {
    length,
    breaks: [...geometries.map(({ s }) => s), length],
    at(s, out) {
      let i = geometries.length - 1;
      while (i > 0 && geometries[i].s > s) i--;
      const { s: from, length, line } = geometries[i];
      line.at(((s - from) * line.length) / length, out);
    },
    pieceAt: (i) => geometries[i].piece,
  };
}

function startOf(line: Curve): Place {
  const place = new Float64Array(4);
  line.at(0, place);
  return place;
}

/** Nothing for a geometry without length, as some programs write at the ends of roads. */
function readGeometry(element: XmlElement, road: string): Geometry | undefined {
  const s = numberOf(element, "s", road);
  const where = `the geometry at s = ${s} of ${road}`;
  const number = (name: string) => numberOf(element, name, where);
  const length = number("length");
  if (length < 0) refuse(`length = ${length} in ${where}`, "a length of at least 0");
  if (length < shortest) return undefined;
  const start = { x: number("x"), y: number("y"), heading: number("hdg") };
  const { pose, piece } = shapeOf(element, start, length, where);
  const line = curve(pose, [piece]);
  if (!(line.length > shortest)) refuse(`${where}, which has no length`, `a length of ${length}`);
  return { s, length, line, piece };
}

interface Shape {
  readonly pose: Pose;
  readonly piece: Piece;
}

function shapeOf({ children }: XmlElement, start: Pose, length: number, where: string): Shape {
  const shape = children.find(({ name }) => name !== "userData" && name !== "include" && name !== "dataQuality");
  const known = "line, arc, spiral, poly3 or paramPoly3";
  if (!shape) return refuse(`${where} without a shape`, known);
  const number = (name: string) => numberOf(shape, name, where);
  switch (shape.name) {
    case "line":
      return { pose: start, piece: { kind: "line", length } };
    case "arc":
      return { pose: start, piece: { kind: "arc", length, curvature: number("curvature") } };
    case "spiral":
      return { pose: start, piece: { kind: "clothoid", length, curvature: [number("curvStart"), number("curvEnd")] } };
    case "poly3": {
      const [a, b, c, d] = ["a", "b", "c", "d"].map(number);
      const end = reach([b, c, d], length);
      return polynomial(start, 0, a, [end, 0, 0], [b * end, c * end ** 2, d * end ** 3], where);
    }
    case "paramPoly3": {
      const unit = textOf({ ...shape, attributes: { pRange: "normalized", ...shape.attributes } }, "pRange", where);
      if (unit !== "normalized" && unit !== "arcLength")
        refuse(`pRange = ${JSON.stringify(unit)} in ${where}`, "normalized or arcLength");
      const end = unit === "arcLength" ? length : 1;
      const cubic = (axis: string): Cubic => [
        number(`b${axis}`) * end,
        number(`c${axis}`) * end ** 2,
        number(`d${axis}`) * end ** 3,
      ];
      return polynomial(start, number("aU"), number("aV"), cubic("U"), cubic("V"), where);
    }
    default:
      return refuse(`the unknown geometry <${shape.name}> in ${where}`, known);
  }
}

/** How far u goes until the curve v(u) has a length: Newton's method. */
function reach(v: Cubic, length: number): number {
  let u = length;
  for (let i = 0; i < 50; i++) {
    const { length: now } = curve({ x: 0, y: 0, heading: 0 }, [
      { kind: "polynomial", u: [u, 0, 0], v: [v[0] * u, v[1] * u ** 2, v[2] * u ** 3] },
    ]);
    const slope = v[0] + u * (2 * v[1] + 3 * u * v[2]);
    const step = (length - now) / Math.sqrt(1 + slope * slope);
    u = Math.max(u / 4, u + step);
    if (Math.abs(step) < 1e-12 * length) break;
  }
  return u;
}

/** A polynomial of u and v, begun where it is at p = 0 and turned so that it starts straight ahead. */
function polynomial(start: Pose, a: number, left: number, u: Cubic, v: Cubic, where: string): Shape {
  const size = Math.sqrt(u[0] ** 2 + v[0] ** 2);
  if (size === 0) refuse(`a polynomial that stands still at its start in ${where}`, "bU or bV other than 0");
  const [cos, sin] = [u[0] / size, v[0] / size];
  const ahead = ([0, 1, 2] as const).map((i) => cos * u[i] + sin * v[i]);
  const aside = ([0, 1, 2] as const).map((i) => cos * v[i] - sin * u[i]);
  return {
    pose: beside(start, a, left, angleOf(v[0], u[0])),
    piece: { kind: "polynomial", u: [ahead[0], ahead[1], ahead[2]], v: [0, aside[1], aside[2]] },
  };
}
