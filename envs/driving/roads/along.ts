import { sampleSize } from "./sampled.ts";

/**
 * Writes the place at a distance: x, y, cosine and sine of the heading, heading, curvature, half of the width. Beyond the
 * ends it goes straight on.
 * @param first point, of `parts + 1` at distances of `spacing` [m]
 */
export function placeAt(
  points: Float64Array,
  first: number,
  parts: number,
  spacing: number,
  distance: number,
  out: Float64Array,
): void {
  const along = distance / spacing;
  poseAt(points, first, parts, spacing, along, out, 0);
  const part = Math.min(parts - 1, Math.max(0, Math.floor(along)));
  const t = Math.min(1, Math.max(0, along - part));
  const u = 1 - t;
  const a = sampleSize * (first + part);
  const b = a + sampleSize;
  for (let i = 4; i < sampleSize; i++) out[i] = u * points[a + i] + t * points[b + i];
}

/** Writes only x, y, and the cosine and sine of the heading, from an element on. @param along in stretches between points */
export function poseAt(
  points: Float64Array,
  first: number,
  parts: number,
  spacing: number,
  along: number,
  out: Float64Array,
  at: number,
): void {
  const part = Math.min(parts - 1, Math.max(0, Math.floor(along)));
  const t = along - part;
  const a = sampleSize * (first + part);
  const b = a + sampleSize;
  if (t < 0 || t > 1) {
    const end = t < 0 ? a : b;
    const ahead = (t < 0 ? t : t - 1) * spacing;
    out[at] = points[end] + ahead * points[end + 2];
    out[at + 1] = points[end + 1] + ahead * points[end + 3];
    out[at + 2] = points[end + 2];
    out[at + 3] = points[end + 3];
    return;
  }
  const u = 1 - t;
  const wa = u * u * (1 + 2 * t);
  const wb = t * t * (3 - 2 * t);
  const da = t * u * u * spacing;
  const db = -t * t * u * spacing;
  out[at] = wa * points[a] + wb * points[b] + da * points[a + 2] + db * points[b + 2];
  out[at + 1] = wa * points[a + 1] + wb * points[b + 1] + da * points[a + 3] + db * points[b + 3];
  const cos = u * points[a + 2] + t * points[b + 2];
  const sin = u * points[a + 3] + t * points[b + 3];
  const size = 1 / Math.sqrt(cos * cos + sin * sin);
  out[at + 2] = cos * size;
  out[at + 3] = sin * size;
}

/**
 * Finds the nearest place to a point, and returns the distance along [m]: below 0 or above the length if the point lies
 * before or beyond the ends. Writes what `placeAt` writes for it, but for x and y: how far the point lies ahead of there,
 * which is next to 0, and how far to the left [m].
 * @param near a point's number from 0 to `parts` from which to look downhill, or -1 to look at all
 */
export function projectOn(
  points: Float64Array,
  first: number,
  parts: number,
  spacing: number,
  x: number,
  y: number,
  near: number,
  out: Float64Array,
): number {
  const closest = near < 0 ? closestOfAll(points, first, parts, x, y) : closestFrom(points, first, parts, x, y, near);
  const at = sampleSize * (first + closest);
  let distance = closest * spacing + (x - points[at]) * points[at + 2] + (y - points[at + 1]) * points[at + 3];
  for (let i = 0; i < 3; i++) {
    placeAt(points, first, parts, spacing, distance, out);
    const dx = x - out[0];
    const dy = y - out[1];
    const ahead = dx * out[2] + dy * out[3];
    const left = dy * out[2] - dx * out[3];
    const isInside = distance >= 0 && distance <= parts * spacing;
    const step = isInside ? ahead / Math.max(0.2, 1 - out[5] * left) : ahead;
    if (i === 2 || Math.abs(step) < 1e-7) {
      out[0] = ahead;
      out[1] = left;
      break;
    }
    distance += Math.min(spacing, Math.max(-spacing, step));
  }
  return distance;
}

function closestOfAll(points: Float64Array, first: number, parts: number, x: number, y: number): number {
  let best = Number.POSITIVE_INFINITY;
  let closest = 0;
  for (let i = 0; i <= parts; i++) {
    const d = squared(points, first + i, x, y);
    if (d < best) {
      best = d;
      closest = i;
    }
  }
  return closest;
}

/** The number of the point that is nearest, downhill from another. */
export function closestFrom(
  points: Float64Array,
  first: number,
  parts: number,
  x: number,
  y: number,
  near: number,
): number {
  let closest = Math.min(parts, near);
  let best = squared(points, first + closest, x, y);
  for (let way = 1; way >= -1; way -= 2)
    while (closest + way >= 0 && closest + way <= parts) {
      const d = squared(points, first + closest + way, x, y);
      if (d >= best) break;
      best = d;
      closest += way;
    }
  return closest;
}

function squared(points: Float64Array, point: number, x: number, y: number): number {
  const dx = x - points[sampleSize * point];
  const dy = y - points[sampleSize * point + 1];
  return dx * dx + dy * dy;
}
