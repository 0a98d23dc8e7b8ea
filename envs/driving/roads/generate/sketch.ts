import type { RoadMap } from "../map.ts";
import { sampled, sampleSize } from "../sampled.ts";

const widest = 72; // letters
const tallest = 24;

/** A map in letters, for messages: `#` where lanes are. A letter is twice as tall as wide. */
export function sketch({ lanes }: RoadMap): string {
  const points = lanes.flatMap((lane) => {
    const trace = sampled(lane, 2);
    return Array.from({ length: trace.parts + 1 }, (_, i) => [
      trace.points[sampleSize * i],
      trace.points[sampleSize * i + 1],
    ]);
  });
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right] = extremes(xs);
  const [bottom, top] = extremes(ys);
  const scale = Math.max((right - left) / (widest - 1), (top - bottom) / (2 * (tallest - 1)), 1e-9); // [m] a letter
  const columns = 1 + Math.floor((right - left) / scale);
  const rows = Array.from({ length: 1 + Math.floor((top - bottom) / (2 * scale)) }, () =>
    new Array<string>(columns).fill(" "),
  );
  for (const [x, y] of points) rows[Math.floor((top - y) / (2 * scale))][Math.floor((x - left) / scale)] = "#";
  return rows.map((row) => row.join("").trimEnd()).join("\n");
}

function extremes(values: readonly number[]): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}
