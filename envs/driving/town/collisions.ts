import { bodySize, touch } from "./boxes.ts";
import type { Near } from "./near.ts";

/**
 * Whether the car has begun to touch bodies near by: what it touched before does not count again until it lets go.
 * @param touched of each body, whether it was touched when it was last near
 * @param felt 1 for each body that it has touched within the step, where what it touches throws it back
 */
export function collisions(
  own: Float64Array,
  bodies: Float64Array,
  near: Near,
  touched: Uint8Array,
  felt?: Uint8Array,
) {
  /** @returns which of those near by is the first that is touched anew, from one on, or -1 */
  return (from: number): number => {
    for (let k = from; k < near.count; k++) {
      const at = near.at[k];
      const index = at / bodySize;
      const dx = bodies[at] - own[0];
      const dy = bodies[at + 1] - own[1];
      const reach = own[6] + own[7] + bodies[at + 6] + bodies[at + 7];
      const overlaps = dx * dx + dy * dy < reach * reach && touch(own, 0, bodies, at, 0);
      const isTouched = overlaps || (felt !== undefined && felt[index] === 1);
      const isNew = isTouched && touched[index] === 0;
      touched[index] = Number(isTouched);
      if (isNew) return k;
    }
    return -1;
  };
}

/**
 * Whether a crash is the driver's fault: not of who stands, nor of who is hit from behind; of who drives into something
 * ahead, into what stands, or into anything from outside the lane.
 */
export function isAtFault(
  own: Float64Array,
  bodies: Float64Array,
  at: number,
  speed: number,
  isInLane: boolean,
): boolean {
  if (speed < 0.1) return false;
  const ahead = (bodies[at] - own[0]) * own[2] + (bodies[at + 1] - own[1]) * own[3];
  const moves = Math.abs(bodies[at + 4]) + Math.abs(bodies[at + 5]) > 0.1;
  return !moves || !isInLane || ahead > 0.5 * own[6];
}
