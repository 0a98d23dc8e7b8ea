import type { Heights } from "../../core/index.ts";
import { type Rays, rayLength } from "../rays.ts";
import { corners, type Solid } from "./solid.ts";

const room = 1e-3; // margin above and below a landscape, so that rounding cannot make rays miss it [m]
const halvings = 6; // to 1/64 of a cell

/**
 * A landscape. Each cell of its grid is a bilinear patch between its four corners. A ray walks from grid line to grid
 * line, where patches are straight, until it is below; the hit in between is found by bisection.
 */
export function heights({ rows, columns, half: [halfX, halfY], heights: given }: Heights): Solid {
  const grid = Float64Array.from(given);
  const lowest = grid.reduce((least, height) => Math.min(least, height), Number.POSITIVE_INFINITY) - room;
  const highest = grid.reduce((most, height) => Math.max(most, height), Number.NEGATIVE_INFINITY) + room;
  const perX = (columns - 1) / (2 * halfX); // [cells/m]
  const perY = (rows - 1) / (2 * halfY);
  const columnAt = (x: number) => Math.min(columns - 2, Math.max(0, Math.floor(x)));
  const rowAt = (y: number) => Math.min(rows - 2, Math.max(0, Math.floor(y)));

  /** The height at a place given in cells. */
  function heightAt(x: number, y: number): number {
    const column = columnAt(x);
    const row = rowAt(y);
    const corner = row * columns + column;
    const near = grid[corner] + (x - column) * (grid[corner + 1] - grid[corner]);
    const beyond = corner + columns;
    const far = grid[beyond] + (x - column) * (grid[beyond + 1] - grid[beyond]);
    return near + (y - row) * (far - near);
  }

  function walk(rays: Rays, at: number): number {
    const x = (rays[at] + halfX) * perX;
    const y = (rays[at + 1] + halfY) * perY;
    const z = rays[at + 2];
    const alongX = rays[at + 3] * perX;
    const alongY = rays[at + 4] * perY;
    const alongZ = rays[at + 5];
    const inverseX = 1 / alongX;
    const inverseY = 1 / alongY;
    const inverseZ = 1 / alongZ;
    const leftAt = -x * inverseX;
    const rightAt = (columns - 1 - x) * inverseX;
    const frontAt = -y * inverseY;
    const backAt = (rows - 1 - y) * inverseY;
    const lowAt = (lowest - z) * inverseZ;
    const highAt = (highest - z) * inverseZ;
    let depth = Math.max(0, Math.min(leftAt, rightAt), Math.min(frontAt, backAt), Math.min(lowAt, highAt));
    const end = Math.min(Math.max(leftAt, rightAt), Math.max(frontAt, backAt), Math.max(lowAt, highAt));
    if (!(depth <= end)) return Number.POSITIVE_INFINITY;
    // the next grid lines, numbered
    const stepX = alongX > 0 ? 1 : -1;
    const stepY = alongY > 0 ? 1 : -1;
    let column = stepX > 0 ? Math.floor(x + depth * alongX) + 1 : Math.ceil(x + depth * alongX) - 1;
    let row = stepY > 0 ? Math.floor(y + depth * alongY) + 1 : Math.ceil(y + depth * alongY) - 1;
    let above = depth;
    while (z + depth * alongZ > heightAt(x + depth * alongX, y + depth * alongY)) {
      if (depth >= end) return Number.POSITIVE_INFINITY;
      above = depth;
      const nextX = alongX === 0 ? end : (column - x) * inverseX;
      const nextY = alongY === 0 ? end : (row - y) * inverseY;
      if (nextX <= nextY) column += stepX;
      if (nextY <= nextX) row += stepY;
      depth = Math.min(end, nextX, nextY);
    }
    for (let i = 0; i < halvings && above < depth; i++) {
      const middle = (above + depth) / 2;
      if (z + middle * alongZ > heightAt(x + middle * alongX, y + middle * alongY)) above = middle;
      else depth = middle;
    }
    return depth > 0 ? depth : Number.POSITIVE_INFINITY;
  }

  return {
    hull: corners(halfX, halfY, lowest, highest),
    casts: false,
    hit(rays, count) {
      for (let at = 0; at < count * rayLength; at += rayLength) rays[at + 6] = walk(rays, at);
    },
    face(rays, count) {
      for (let at = 0; at < count * rayLength; at += rayLength) {
        const x = (rays[at] + rays[at + 6] * rays[at + 3] + halfX) * perX;
        const y = (rays[at + 1] + rays[at + 6] * rays[at + 4] + halfY) * perY;
        const column = columnAt(x);
        const row = rowAt(y);
        const corner = row * columns + column;
        const near = grid[corner + 1] - grid[corner];
        const far = grid[corner + columns + 1] - grid[corner + columns];
        const slopeX = (near + (y - row) * (far - near)) * perX;
        const slopeY = (grid[corner + columns] - grid[corner] + (x - column) * (far - near)) * perY;
        const length = Math.sqrt(slopeX * slopeX + slopeY * slopeY + 1);
        rays[at + 7] = -slopeX / length;
        rays[at + 8] = -slopeY / length;
        rays[at + 9] = 1 / length;
      }
    },
  };
}
