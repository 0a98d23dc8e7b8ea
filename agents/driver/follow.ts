import { type Ahead, carryOn, comfortable } from "./pedal.ts";
import { neighbours, people, place, points, pointsApart, stops } from "./seen.ts";

const wheelbase = 2.7; // [m]
const mostSteering = 0.6; // [rad]
const sideways = 2; // [m/s^2] in bends
const early = 1.5; // [m/s^2] of braking for a bend
const ownLength = 2.25; // [m] from the middle to the bumper
const wide = { vehicle: 2.2, person: 2 }; // [m] from the route's middle, within which something is in the way
const hardest = 4.5; // [m/s^2]: a light that would need harder braking is passed

/** The distance to a route point [m]. */
const wayTo = (point: number): number => (point + 1) * pointsApart;

/**
 * Pedal and wheel of a careful driver of a town: pure pursuit of the route (Coulter 1992), the intelligent driver model for
 * whatever will be on it, and stops at closed lines.
 * @param seen the observation of `driving/route-v1`, flattened
 */
export function followRoute(seen: Float32Array, out: Float32Array, at: number): void {
  const speed = seen[place.speed];
  const wanted = bendSpeed(seen, seen[place.limit]);
  let pull = carryOn(speed, wanted);
  const meet = (ahead: Ahead) => {
    pull = Math.min(pull, carryOn(speed, wanted, ahead));
  };
  for (let i = 0; i < stops.count; i++) {
    const row = stops.at + 3 * i;
    const gap = seen[row];
    const isSign = seen[row + 2] === 1;
    if (seen[row + 1] === 0 || (!isSign && speed * speed > 2 * hardest * Math.max(0.1, gap))) continue;
    meet({ gap: Math.max(0.1, gap + 0.5), speed: 0 });
  }
  for (let i = 0; i < neighbours.count; i++) consider(neighbours.at + 7 * i, 7, wide.vehicle, ownLength);
  for (let i = 0; i < people.count; i++) consider(people.at + 5 * i, 5, wide.person, 0.5);
  out[at] = Math.min(1, Math.max(-1, pull > 0 ? pull / comfortable.throttle : pull / comfortable.brake));
  out[at + 1] = wheel(seen, speed);

  /** Finds where on the route somebody will be when the car gets there, or is now if standing. */
  function consider(row: number, size: number, reach: number, half: number): void {
    if (seen[row + size - 1] === 0) return;
    const [x, y] = [seen[row], seen[row + 1]];
    const [vx, vy] = [seen[row + 2] + speed, seen[row + 3]];
    if (x < -2) return;
    for (let point = 0; point < points.count; point++) {
      const time = Math.min(3, wayTo(point) / Math.max(3, speed));
      const [px, py] = [seen[points.at + 2 * point], seen[points.at + 2 * point + 1]];
      const isThere = near(x + time * vx - px, y + time * vy - py, reach) || near(x - px, y - py, 0.8 * reach);
      if (!isThere) continue;
      const [fromX, fromY] = point === 0 ? [0, 0] : [seen[points.at + 2 * point - 2], seen[points.at + 2 * point - 1]];
      const along = ((px - fromX) * vx + (py - fromY) * vy) / pointsApart;
      return meet({ gap: Math.max(0.1, wayTo(point) - ownLength - half), speed: Math.max(0, along) });
    }
  }
}

const near = (x: number, y: number, reach: number): boolean => x * x + y * y < reach * reach;

/** The speed that the limit and the bends ahead allow [m/s]. */
function bendSpeed(seen: Float32Array, limit: number): number {
  let wanted = limit;
  for (let point = 1; point < points.count - 1; point++) {
    const i = points.at + 2 * point;
    const [ax, ay] = [seen[i] - seen[i - 2], seen[i + 1] - seen[i - 1]];
    const [bx, by] = [seen[i + 2] - seen[i], seen[i + 3] - seen[i + 1]];
    const bend = Math.abs(ax * by - ay * bx) / pointsApart ** 3;
    if (bend > 1e-4) wanted = Math.min(wanted, Math.sqrt(sideways / bend + 2 * early * wayTo(point - 1)));
  }
  return wanted;
}

function wheel(seen: Float32Array, speed: number): number {
  const point = Math.min(points.count - 1, Math.max(1, Math.round((3 + 0.6 * speed) / pointsApart) - 1));
  const [x, y] = [seen[points.at + 2 * point], seen[points.at + 2 * point + 1]];
  const bend = (2 * y) / Math.max(1, x * x + y * y); // of the arc to there [1/m]
  return Math.min(1, Math.max(-1, Math.atan(bend * wheelbase) / mostSteering));
}
