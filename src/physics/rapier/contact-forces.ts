import type { Balance } from "./balance.ts";
import type { ContactPoints } from "./contact-points.ts";
import type { Skeleton } from "./skeleton.ts";

/** Forces by contacts on links. */
export interface ContactForces {
  /** `[links + 1, 6]`: torque and force at the tree's centre of mass, as in `Simulation` [N m, N]. */
  readonly contacts: Float64Array;
  /** Sums up the points that were read after a step. Call it after the step's balance was computed. */
  sum(points: ContactPoints, middles: Float64Array, balance: Balance): void;
  /** Adds external pushes, because MuJoCo counts them too. */
  addPushes(pushes: Float64Array, centres: Float64Array, middles: Float64Array): void;
}

/**
 * Rapier reports the normal force of each contact but not its friction. So friction is derived from the balance of
 * momentum of a whole tree, and split among the contacts in proportion to normal force: exact in sum, approximate in
 * each.
 */
export function contactForcesOf({ links }: Skeleton): ContactForces {
  const contacts = new Float64Array(links.length * 6);
  const pressed = new Float64Array(links.length); // sum of normal forces, by tree

  return {
    contacts,
    sum({ count, rows, points, pressures }, middles, balance) {
      const rubbing = balance.unexplained;
      contacts.fill(0);
      pressed.fill(0);
      for (let i = 0; i < count; i++) {
        const { tree } = links[rows[i]];
        for (let k = 0; k < 3; k++) rubbing[tree * 3 + k] -= pressures[i * 3 + k];
        pressed[tree] += strengthOf(pressures, i);
      }
      balance.project();
      for (let i = 0; i < count; i++) {
        const { tree } = links[rows[i]];
        const share = strengthOf(pressures, i) / pressed[tree];
        const x = pressures[i * 3] + share * rubbing[tree * 3];
        const y = pressures[i * 3 + 1] + share * rubbing[tree * 3 + 1];
        const z = pressures[i * 3 + 2] + share * rubbing[tree * 3 + 2];
        add(rows[i], points, i, middles, x, y, z);
      }
    },
    addPushes(pushes, centres, middles) {
      for (let row = 1; row < links.length; row++) {
        const at = row * 6;
        add(row, centres, row, middles, pushes[at], pushes[at + 1], pushes[at + 2]);
        for (let i = 0; i < 3; i++) contacts[at + i] += pushes[at + 3 + i];
      }
    },
  };

  /** Adds a force on a link at one of some points. */
  function add(
    row: number,
    points: Float64Array,
    at: number,
    middles: Float64Array,
    x: number,
    y: number,
    z: number,
  ): void {
    const { tree } = links[row];
    const a = points[at * 3] - middles[tree * 3];
    const b = points[at * 3 + 1] - middles[tree * 3 + 1];
    const c = points[at * 3 + 2] - middles[tree * 3 + 2];
    const out = row * 6;
    contacts[out] += b * z - c * y;
    contacts[out + 1] += c * x - a * z;
    contacts[out + 2] += a * y - b * x;
    contacts[out + 3] += x;
    contacts[out + 4] += y;
    contacts[out + 5] += z;
  }
}

const strengthOf = (pressures: Float64Array, i: number): number =>
  Math.hypot(pressures[i * 3], pressures[i * 3 + 1], pressures[i * 3 + 2]);
