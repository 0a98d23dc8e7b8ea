import type { Roads } from "../roads/compile.ts";
import { curvatureAt } from "../roads/query.ts";

/** The intelligent driver model (Treiber et al. 2000), with the constants that highway-env drives its traffic by. */
export const idm = {
  acceleration: 3, // [m/s^2]
  brake: 5, // [m/s^2], comfortable
  hardest: 6, // [m/s^2]
  gap: 10, // [m] between middles of cars that stand
  headway: 1.5, // [s]
} as const;

/** What a driver does about the car ahead. @param gap to its middle [m], endless without one @param ahead its speed [m/s] */
export function acceleration(speed: number, wanted: number, gap: number, ahead: number): number {
  const share = speed / Math.max(0.1, wanted);
  const free = 1 - share * share * share * share;
  const closing = (speed * (speed - ahead)) / (2 * Math.sqrt(idm.acceleration * idm.brake));
  const kept = idm.gap + Math.max(0, speed * idm.headway + closing);
  const near = kept / Math.max(0.5, gap);
  return Math.max(-idm.hardest, Math.min(idm.acceleration, idm.acceleration * (free - near * near)));
}

const sideways = 2; // [m/s^2] that drivers like at most in bends

/** The speed that bends allow on each lane [m/s], at most its limit. */
export function bendSpeeds(roads: Roads): Float64Array {
  const { count, length, limit } = roads.lanes;
  return Float64Array.from({ length: count }, (_, lane) => {
    let sharpest = 0;
    for (let at = 0; at <= length[lane]; at += 1) sharpest = Math.max(sharpest, Math.abs(curvatureAt(roads, lane, at)));
    return Math.min(limit[lane], sharpest > 0 ? Math.sqrt(sideways / sharpest) : limit[lane]);
  });
}
