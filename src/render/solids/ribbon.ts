import { type Ribbon, ribbonEdges } from "../../core/index.ts";
import { rayLength } from "../rays.ts";
import type { Ball, Solid } from "./solid.ts";

const mostCells = 64; // along a side of the grid
const leastCell = 1e-3; // [m]
const slack = 1e-9; // so that no ray falls between two pieces

/** Strips in z = 0, visible from both sides. A grid knows which pieces may lie at a place. */
export function ribbon(form: Ribbon): Solid {
  const pieces = piecesOf(form);
  const count = pieces.length / 8;
  const [left, right] = spanOf(pieces, 0);
  const [front, back] = spanOf(pieces, 1);
  const side = Math.max(form.width, leastCell, (right - left) / mostCells, (back - front) / mostCells);
  const columns = Math.floor((right - left) / side) + 1;
  const rows = Math.floor((back - front) / side) + 1;
  const cells = Array.from({ length: columns * rows }, (): number[] => []);
  for (let piece = 0; piece < count; piece++) {
    const corners = pieces.subarray(8 * piece, 8 * piece + 8);
    const [x, y] = [spanOf(corners, 0), spanOf(corners, 1)];
    for (let row = Math.floor((y[0] - front) / side); row <= Math.floor((y[1] - front) / side); row++)
      for (let column = Math.floor((x[0] - left) / side); column <= Math.floor((x[1] - left) / side); column++)
        cells[row * columns + column].push(piece);
  }

  function isOn(x: number, y: number): boolean {
    const column = Math.floor((x - left) / side);
    const row = Math.floor((y - front) / side);
    if (!(column >= 0 && row >= 0 && column < columns && row < rows)) return false;
    const near = cells[row * columns + column];
    for (let i = 0; i < near.length; i++) if (isWithin(pieces, 8 * near[i], x, y)) return true;
    return false;
  }

  const hull = [left, right].flatMap((x) => [front, back].map((y): Ball => [x, y, 0, 0]));
  return {
    hull,
    casts: false,
    hit(rays, count) {
      for (let at = 0; at < count * rayLength; at += rayLength) {
        const depth = -rays[at + 2] / rays[at + 5];
        const isHit = depth > 0 && isOn(rays[at] + depth * rays[at + 3], rays[at + 1] + depth * rays[at + 4]);
        rays[at + 6] = isHit ? depth : Number.POSITIVE_INFINITY;
      }
    },
    face(rays, count) {
      for (let at = 0; at < count * rayLength; at += rayLength) {
        rays[at + 7] = 0;
        rays[at + 8] = 0;
        rays[at + 9] = rays[at + 5] < 0 ? 1 : -1;
      }
    },
  };
}

/** `[pieces, 8]`: corners of all pieces, anticlockwise. */
function piecesOf(form: Ribbon): Float64Array {
  const pieces = ribbonEdges(form).flatMap((edges) =>
    Array.from({ length: edges.length / 4 - 1 }, (_, i) => {
      const [leftX, leftY, rightX, rightY, nextLeftX, nextLeftY, nextRightX, nextRightY] = edges.subarray(4 * i);
      return [leftX, leftY, rightX, rightY, nextRightX, nextRightY, nextLeftX, nextLeftY];
    }),
  );
  return Float64Array.from(pieces.flat());
}

function spanOf(corners: Float64Array, from: 0 | 1): readonly [least: number, most: number] {
  if (corners.length === 0) return [0, 0];
  let [least, most] = [corners[from], corners[from]];
  for (let i = from; i < corners.length; i += 2) {
    least = Math.min(least, corners[i]);
    most = Math.max(most, corners[i]);
  }
  return [least, most];
}

function isWithin(corners: Float64Array, at: number, x: number, y: number): boolean {
  for (let i = 0; i < 8; i += 2) {
    const j = (i + 2) % 8;
    const [ax, ay] = [corners[at + i], corners[at + i + 1]];
    const [bx, by] = [corners[at + j], corners[at + j + 1]];
    if ((bx - ax) * (y - ay) - (by - ay) * (x - ax) < -slack) return false;
  }
  return true;
}
