import { curve } from "../curve.ts";
import type { Piece } from "../map.ts";
import { type Block, inTurn, joined, lanesOf, road, type Site, socketAt, straightRoad } from "./block.ts";

/** A straight road. */
export function straight({ name, socket, rng }: Site): Block {
  const { pose, out, limit } = socket;
  const built = straightRoad(name, pose, 40 + rng.integer(5) * 20, out.length, limit);
  return { lanes: lanesOf(built), links: joined(socket, built), sockets: [socketAt(built, limit)] };
}

const comfortable = 2.5; // [m/s^2] of lateral acceleration in a bend at the limit

/** A bend: an arc between two clothoids, and a straight road after it. */
export function bend({ name, socket, rng }: Site): Block {
  const { pose, out, limit } = socket;
  const radius = rng.uniform(22, 60);
  const angle = rng.uniform(0.5, 1.7);
  const curvature = (rng.integer(2) === 0 ? 1 : -1) / radius;
  const easing = Math.min(15, (angle * radius) / 2); // [m] of each clothoid, which turns by half of what an arc would
  const pieces: Piece[] = [
    { kind: "clothoid", length: easing, curvature: [0, curvature] },
    { kind: "arc", length: angle * radius - easing + 0.01, curvature },
    { kind: "clothoid", length: easing, curvature: [curvature, 0] },
  ];
  const slow = Math.min(limit, Math.round(Math.sqrt(comfortable * radius) * 3.6) / 3.6);
  const turned = road(`${name}/bend`, { start: pose, pieces }, out.length, slow);
  const after = straightRoad(`${name}/after`, curve(pose, pieces).end, 20, out.length, limit);
  return {
    lanes: lanesOf(turned, after),
    links: [...joined(socket, turned), ...inTurn(turned, after)],
    sockets: [socketAt(after, limit)],
  };
}
