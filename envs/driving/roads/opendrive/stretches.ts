import { beside } from "../curve.ts";
import type { Crossing, Lane, Pose } from "../map.ts";
import { sampled, sampleSize } from "../sampled.ts";

type Point = readonly [x: number, y: number];

const spacing = 0.25; // [m]

/** The stretches of lanes that lie in the strip of a width between two points. */
export function stretchesOf(lanes: readonly Lane[], from: Point, to: Point, width: number): Crossing["lanes"] {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.sqrt(dx * dx + dy * dy);
  const isFar = ({ start }: Lane) => Math.abs(start.x - from[0]) + Math.abs(start.y - from[1]) > 500;
  return lanes.flatMap((lane) => {
    if (isFar(lane)) return [];
    const trace = sampled(lane, spacing);
    const inside: number[] = [];
    for (let i = 0; i <= trace.parts; i++) {
      const [x, y] = [trace.points[sampleSize * i] - from[0], trace.points[sampleSize * i + 1] - from[1]];
      const [along, aside] = [(x * dx + y * dy) / length, (y * dx - x * dy) / length];
      if (along >= 0 && along <= length && Math.abs(aside) <= width / 2 + 1e-6) inside.push(i);
    }
    const step = trace.length / trace.parts;
    return inside.length === 0
      ? []
      : [{ lane: lane.id, span: [inside[0] * step, inside[inside.length - 1] * step] as const }];
  });
}

/** The point at a distance ahead of a pose. */
export function pointAhead(pose: Pose, ahead: number): Point {
  const { x, y } = beside(pose, ahead, 0);
  return [x, y];
}
