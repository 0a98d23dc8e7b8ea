import type { Turn, Vector } from "../body.ts";
import type { Inertia } from "./mass.ts";
import { cross, turnTo } from "./rotation.ts";

const sweeps = 12; // convergence is quadratic; six suffice for double precision

/** Moments about the principal axes, and the turn from these axes to the frame (Jacobi's rotations). */
export function principalOf([xx, yy, zz, xy, xz, yz]: Inertia): { readonly moments: Vector; readonly turn: Turn } {
  const a = [
    [xx, xy, xz],
    [xy, yy, yz],
    [xz, yz, zz],
  ];
  const axes = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  for (let sweep = 0; sweep < sweeps; sweep++) {
    rotatePair(a, axes, 0, 1);
    rotatePair(a, axes, 0, 2);
    rotatePair(a, axes, 1, 2);
  }
  const column = (j: number): Vector => [axes[0][j], axes[1][j], axes[2][j]];
  const [x, y] = [column(0), column(1)];
  return { moments: [a[0][0], a[1][1], a[2][2]], turn: turnTo(x, y, cross(x, y)) };
}

/** One rotation that makes `a[p][q]` zero. */
function rotatePair(a: number[][], axes: number[][], p: number, q: number): void {
  if (Math.abs(a[p][q]) <= 1e-18 * (Math.abs(a[p][p]) + Math.abs(a[q][q]))) return;
  const half = (a[q][q] - a[p][p]) / (2 * a[p][q]);
  const tangent = (half < 0 ? -1 : 1) / (Math.abs(half) + Math.hypot(half, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  for (let i = 0; i < 3; i++) {
    const [aip, aiq] = [a[i][p], a[i][q]];
    a[i][p] = cosine * aip - sine * aiq;
    a[i][q] = sine * aip + cosine * aiq;
    const [vip, viq] = [axes[i][p], axes[i][q]];
    axes[i][p] = cosine * vip - sine * viq;
    axes[i][q] = sine * vip + cosine * viq;
  }
  for (let i = 0; i < 3; i++) {
    const [api, aqi] = [a[p][i], a[q][i]];
    a[p][i] = cosine * api - sine * aqi;
    a[q][i] = sine * api + cosine * aqi;
  }
}
