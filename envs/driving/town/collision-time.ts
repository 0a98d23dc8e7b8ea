import { touch } from "./boxes.ts";
import type { Near } from "./near.ts";

const horizon = 3; // [s], nuPlan's
const stride = 0.2; // [s] between the moments that are looked at: 0.1, 0.3, ... as CaRL's

/** The time to collision where nothing is ahead within the horizon [s]. */
export const noCollision = 10;

/**
 * Time until a body would touch the first of others, if all went on as they do: places at 0.1 s, 0.3 s, and so on up to 3 s.
 * @returns 0 where they touch now, `noCollision` where nothing is touched
 */
export function timeToCollision(own: Float64Array, bodies: Float64Array, near: Near): number {
  let soonest = noCollision;
  const reach = own[6] + own[7];
  for (let k = 0; k < near.count; k++) {
    const at = near.at[k];
    const dx = bodies[at] - own[0];
    const dy = bodies[at + 1] - own[1];
    const vx = bodies[at + 4] - own[4];
    const vy = bodies[at + 5] - own[5];
    const speed = vx * vx + vy * vy;
    const nearest = speed > 0 ? Math.min(horizon, Math.max(0, -(dx * vx + dy * vy) / speed)) : 0;
    const px = dx + nearest * vx;
    const py = dy + nearest * vy;
    const both = reach + bodies[at + 6] + bodies[at + 7];
    if (px * px + py * py > both * both) continue;
    for (let time = 0; time < Math.min(horizon, soonest); time += time === 0 ? stride / 2 : stride)
      if (touch(own, 0, bodies, at, time)) {
        soonest = time;
        break;
      }
  }
  return soonest;
}
