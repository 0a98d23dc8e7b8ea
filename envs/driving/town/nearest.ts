import type { Near } from "./near.ts";

/** Lists the bodies nearest to a place, the nearest first. */
export function nearest(most: number, sight: number) {
  const at = new Int32Array(most);
  const distance = new Float64Array(most);
  return {
    /** Where they lie among the bodies. */
    at,
    /** @returns how many there are within sight */
    find(bodies: Float64Array, near: Near, x: number, y: number): number {
      let count = 0;
      for (let k = 0; k < near.count; k++) {
        const place = near.at[k];
        const dx = bodies[place] - x;
        const dy = bodies[place + 1] - y;
        const d = dx * dx + dy * dy;
        if (d > sight * sight || (count === most && d >= distance[most - 1])) continue;
        let i = count < most ? count++ : most - 1;
        for (; i > 0 && distance[i - 1] > d; i--) {
          distance[i] = distance[i - 1];
          at[i] = at[i - 1];
        }
        distance[i] = d;
        at[i] = place;
      }
      return count;
    },
  };
}
