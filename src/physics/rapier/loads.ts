import type { RigidBody } from "@dimforge/rapier3d-compat";
import type { Body } from "../body.ts";
import type { Motion } from "./kinematics.ts";
import { dragOf } from "./medium.ts";
import { rotateInto } from "./rotation.ts";
import type { Skeleton } from "./skeleton.ts";

/** External forces on parts: the medium's drag, and pushes. */
export interface Loads {
  /** `[parts, 6]`: force, and torque about the part's frame, in the last step [N, N m]. */
  readonly values: Float64Array;
  /** Applies the loads of the next step; Rapier keeps them until `lift`. */
  lay(bodies: readonly RigidBody[], motion: Motion, pushes: Float64Array, centres: Float64Array): void;
  lift(bodies: readonly RigidBody[]): void;
}

export function loadsOf({ physics }: Body, { parts, links }: Skeleton): Loads {
  const values = new Float64Array(parts.length * 6);
  const drag = dragOf(physics.medium, links);
  const centre = new Float64Array(3);
  const force = { x: 0, y: 0, z: 0 };
  const torque = { x: 0, y: 0, z: 0 };
  let laid = false;

  return {
    values,
    lay(bodies, motion, pushes, centres) {
      const pushed = hasSome(pushes);
      if (!pushed && !drag) {
        if (laid) values.fill(0);
        laid = false;
        return;
      }
      laid = true;
      values.fill(0);
      drag?.(motion, values);
      if (pushed) for (let row = 1; row < links.length; row++) push(row, links[row].part);
      for (let p = 1; p < parts.length; p++) {
        rotateInto(motion.turns, p * 4, parts[p].mass.centre, centre, 0);
        const at = p * 6;
        force.x = values[at];
        force.y = values[at + 1];
        force.z = values[at + 2];
        torque.x = values[at + 3] - (centre[1] * force.z - centre[2] * force.y);
        torque.y = values[at + 4] - (centre[2] * force.x - centre[0] * force.z);
        torque.z = values[at + 5] - (centre[0] * force.y - centre[1] * force.x);
        bodies[p].addForce(force, true);
        bodies[p].addTorque(torque, true);
      }

      function push(row: number, part: number): void {
        const at = part * 6;
        for (let i = 0; i < 3; i++) {
          const j = (i + 1) % 3;
          const k = (i + 2) % 3;
          const farJ = centres[row * 3 + j] - motion.places[part * 3 + j];
          const farK = centres[row * 3 + k] - motion.places[part * 3 + k];
          values[at + i] += pushes[row * 6 + i];
          values[at + 3 + i] += pushes[row * 6 + 3 + i] + farJ * pushes[row * 6 + k] - farK * pushes[row * 6 + j];
        }
      }
    },
    lift(bodies) {
      if (!laid) return;
      for (let p = 1; p < parts.length; p++) {
        bodies[p].resetForces(true);
        bodies[p].resetTorques(true);
      }
    },
  };
}

function hasSome(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) return true;
  return false;
}
