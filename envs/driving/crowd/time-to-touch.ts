import { touch } from "../town/boxes.ts";
import { noCollision } from "../town/collision-time.ts";

const horizon = 3; // [s], nuPlan's
const stride = 0.2; // [s]

/**
 * Time until two bodies would touch if both went on as they do: `timeToCollision` of one pair. It is the same for both, and
 * only looks at moments in which circles around both overlap.
 * @returns one of 0, 0.1, 0.3, ... 2.9 [s], or `noCollision`
 */
export function timeToTouch(bodies: Float64Array, a: number, b: number): number {
  const dx = bodies[b] - bodies[a];
  const dy = bodies[b + 1] - bodies[a + 1];
  const vx = bodies[b + 4] - bodies[a + 4];
  const vy = bodies[b + 5] - bodies[a + 5];
  const reach = bodies[a + 6] + bodies[a + 7] + bodies[b + 6] + bodies[b + 7];
  const far = dx * dx + dy * dy - reach * reach;
  const closing = -(dx * vx + dy * vy);
  if (far > 0 && closing <= 0) return noCollision;
  const speed = vx * vx + vy * vy;
  if (far <= 0 && touch(bodies, a, bodies, b, 0)) return 0;
  if (speed === 0) return noCollision;
  const root = closing * closing - speed * far; // of the quadratic for when the circles touch
  if (root < 0) return noCollision;
  const half = Math.sqrt(root);
  const last = Math.min(horizon, (closing + half) / speed);
  const first = Math.max(0, Math.ceil(((closing - half) / speed - stride / 2) / stride));
  for (
    let i = first, time = stride / 2 + stride * i;
    time <= last && time < horizon;
    i++, time = stride / 2 + stride * i
  )
    if (touch(bodies, a, bodies, b, time)) return time;
  return noCollision;
}
