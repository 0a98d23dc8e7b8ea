import { angleOf } from "../../../src/core/index.ts";
import { approximate, type Drawn } from "./approximate.ts";
import { beside, type Curve, curve } from "./curve.ts";
import type { Piece, Pose } from "./map.ts";

/** A line as lanes hold it. */
export interface Line {
  readonly start: Pose;
  readonly pieces: readonly Piece[];
}

/** The line at a constant distance to the left of another, negative to the right; exact for lines and arcs. */
export function parallel({ start, pieces }: Line, left: number): Line {
  const centre = curve(start, pieces);
  return {
    start: beside(start, 0, left),
    pieces: pieces.flatMap(
      (piece, i) =>
        shifted(piece, left) ??
        fitted(
          centre,
          i,
          () => left,
          () => 0,
        ),
    ),
  };
}

/** A piece at a constant distance to the left, unless it takes a fit. */
function shifted(piece: Piece, left: number): Piece | undefined {
  if (piece.kind === "line" || left === 0) return piece;
  if (piece.kind !== "arc") return undefined;
  const scale = 1 - piece.curvature * left;
  return { kind: "arc", length: piece.length * scale, curvature: piece.curvature / scale };
}

const fitted = (centre: Curve, i: number, left: (s: number) => number, slope: (s: number) => number) =>
  approximate(offset(centre, left, slope), centre.breaks[i], centre.breaks[i + 1]);

/** A curve at a distance to the left that changes along it; `slope` is that distance's derivative. */
export const offset =
  (centre: Pick<Curve, "at">, left: (s: number) => number, slope: (s: number) => number): Drawn =>
  (s, out) => {
    centre.at(s, out);
    const { x, y } = beside({ x: out[0], y: out[1], heading: out[2] }, 0, left(s));
    const [ahead, aside] = [1 - out[3] * left(s), slope(s)];
    out[0] = x;
    out[1] = y;
    out[2] += angleOf(aside, ahead);
    out[3] = Math.sqrt(ahead * ahead + aside * aside);
  };

/** The same line, which has no kinks, the other way. */
export function reversed({ start, pieces }: Line): Line {
  const { end } = curve(start, pieces);
  return { start: { ...end, heading: end.heading + Math.PI }, pieces: pieces.map(turned).reverse() };
}

function turned(piece: Piece): Piece {
  switch (piece.kind) {
    case "line":
      return piece;
    case "arc":
      return { ...piece, curvature: -piece.curvature };
    case "clothoid":
      return { ...piece, curvature: [-piece.curvature[1], -piece.curvature[0]] };
    case "polynomial":
      return turnedPolynomial(piece);
  }
}

/** In p' = 1 - p, seen from the end, which looks back. */
function turnedPolynomial(piece: Piece & { kind: "polynomial" }): Piece {
  const { end } = curve({ x: 0, y: 0, heading: 0 }, [piece]);
  const back = ([a, b, c]: typeof piece.u) => [-a - 2 * b - 3 * c, b + 3 * c, -c] as const;
  const [u, v] = [back(piece.u), back(piece.v)];
  const unit = beside({ x: 0, y: 0, heading: -end.heading - Math.PI }, 1, 0); // turns into the frame of the end
  const [cos, sin] = [unit.x, unit.y];
  const at = (i: 0 | 1 | 2) => [cos * u[i] - sin * v[i], sin * u[i] + cos * v[i]] as const;
  const [first, second, third] = [at(0), at(1), at(2)];
  return { kind: "polynomial", u: [first[0], second[0], third[0]], v: [first[1], second[1], third[1]] };
}
