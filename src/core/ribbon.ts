import type { Ribbon } from "./scene.ts";

const sharpest = 3; // by how much a corner may reach further than half of the width

/**
 * The edges of a ribbon's strips: for each point of each line, x and y of the left edge and of the right one [m]. Strips are
 * mitred where they bend.
 */
export function ribbonEdges({ lines, width }: Ribbon): Float64Array[] {
  return lines.map((line) => {
    const points = line.length / 2;
    const edges = new Float64Array(4 * points);
    for (let i = 0; i < points; i++) {
      const [beforeX, beforeY] = direction(line, Math.max(0, i - 1));
      const [afterX, afterY] = direction(line, Math.min(points - 2, i));
      const [alongX, alongY] = [beforeX + afterX, beforeY + afterY];
      const length = Math.hypot(alongX, alongY) || 1; // twice the cosine of half the bend
      const half = (width / 2) * Math.min(sharpest, 2 / length);
      const [leftX, leftY] = [(-alongY / length) * half, (alongX / length) * half];
      const [x, y] = [line[2 * i], line[2 * i + 1]];
      edges.set([x + leftX, y + leftY, x - leftX, y - leftY], 4 * i);
    }
    return edges;
  });
}

/** Of the piece that begins at a point. */
function direction(line: readonly number[], i: number): readonly [number, number] {
  const [x, y] = [line[2 * i + 2] - line[2 * i], line[2 * i + 3] - line[2 * i + 1]];
  const length = Math.hypot(x, y) || 1;
  return [x / length, y / length];
}
