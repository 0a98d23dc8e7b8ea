import { bodySize } from "./boxes.ts";

/** The bodies near a place, listed once in a step for all who look at them. */
export interface Near {
  /** Where they lie among the bodies; the first `count`. */
  readonly at: Int32Array;
  count: number;
}

/** What is near the driven car. */
export interface Around {
  readonly things: Near;
  readonly people: Near;
}

/** Bodies farther away are of no concern: nobody sees them or meets them within seconds [m]. */
export const reach = 90;

export const nearOf = (bodies: Float64Array): Near => ({ at: new Int32Array(bodies.length / bodySize), count: 0 });

export function listNear(near: Near, bodies: Float64Array, x: number, y: number): void {
  let count = 0;
  for (let at = 0; at < bodies.length; at += bodySize) {
    if (bodies[at + 6] === 0) continue;
    const dx = bodies[at] - x;
    const dy = bodies[at + 1] - y;
    if (dx * dx + dy * dy < reach * reach) near.at[count++] = at;
  }
  near.count = count;
}
