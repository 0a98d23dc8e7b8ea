import { cosine, sine } from "../../../src/core/index.ts";
import { curve } from "./curve.ts";
import { valueAt } from "./knots.ts";
import type { Lane } from "./map.ts";

/** A lane as points at equal distances. */
export interface Sampled {
  readonly length: number;
  /** How many stretches between points; there is one point more. */
  readonly parts: number;
  /** `[parts + 1, sampleSize]`: x, y, cosine and sine of the heading, heading, curvature, half of the width. */
  readonly points: Float64Array;
}

export const sampleSize = 7;

/** @param spacing longest distance between points [m] */
export function sampled({ start, pieces, width }: Lane, spacing = 1): Sampled {
  const line = curve(start, pieces);
  const parts = Math.max(1, Math.ceil(line.length / spacing - 1e-9));
  const points = new Float64Array(sampleSize * (parts + 1));
  const place = new Float64Array(4);
  for (let i = 0; i <= parts; i++) {
    const distance = (i * line.length) / parts;
    line.at(distance, place);
    const at = sampleSize * i;
    points[at] = place[0];
    points[at + 1] = place[1];
    points[at + 2] = cosine(place[2]);
    points[at + 3] = sine(place[2]);
    points[at + 4] = place[2];
    points[at + 5] = place[3];
    points[at + 6] = valueAt(width, distance) / 2;
  }
  return { length: line.length, parts, points };
}
