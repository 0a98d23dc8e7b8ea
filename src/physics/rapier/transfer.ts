import type { RigidBody, World } from "@dimforge/rapier3d-compat";
import type { Motion } from "./kinematics.ts";
import { rotateInto } from "./rotation.ts";
import type { Skeleton } from "./skeleton.ts";

/** Rapier's velocities are of centres of mass, ours of parts' frames. */
const arm = new Float64Array(3);
const from = new Float32Array(4);

/** Copies poses and velocities of parts out of the world. */
export function readMotion({ parts }: Skeleton, world: World, bodies: readonly number[], motion: Motion): void {
  const { places, turns, velocities, spins } = motion;
  const raw = world.bodies.raw; // writes into an array of ours; the wrapper's getters go through objects
  for (let p = 1; p < parts.length; p++) {
    const handle = bodies[p];
    raw.rbTranslation(handle, from);
    for (let i = 0; i < 3; i++) places[p * 3 + i] = from[i];
    raw.rbRotation(handle, from);
    turns[p * 4] = from[3];
    for (let i = 0; i < 3; i++) turns[p * 4 + 1 + i] = from[i];
    raw.rbAngvel(handle, from);
    for (let i = 0; i < 3; i++) spins[p * 3 + i] = from[i];
    raw.rbLinvel(handle, from);
    rotateInto(turns, p * 4, parts[p].mass.centre, arm, 0);
    for (let i = 0; i < 3; i++) {
      const j = (i + 1) % 3;
      const k = (i + 2) % 3;
      velocities[p * 3 + i] = from[i] - (spins[p * 3 + j] * arm[k] - spins[p * 3 + k] * arm[j]);
    }
  }
}

/** Copies them into the world. */
export function writeMotion({ parts }: Skeleton, motion: Motion, bodies: readonly RigidBody[]): void {
  const { places, turns, velocities, spins } = motion;
  for (let p = 1; p < parts.length; p++) {
    rotateInto(turns, p * 4, parts[p].mass.centre, arm, 0);
    const velocity = vectorAt(velocities, p);
    const spin = vectorAt(spins, p);
    bodies[p].setTranslation(vectorAt(places, p), true);
    bodies[p].setRotation({ w: turns[p * 4], x: turns[p * 4 + 1], y: turns[p * 4 + 2], z: turns[p * 4 + 3] }, true);
    bodies[p].setAngvel(spin, true);
    bodies[p].setLinvel(
      {
        x: velocity.x + spin.y * arm[2] - spin.z * arm[1],
        y: velocity.y + spin.z * arm[0] - spin.x * arm[2],
        z: velocity.z + spin.x * arm[1] - spin.y * arm[0],
      },
      true,
    );
  }
}

const vectorAt = (values: Float64Array, p: number) => ({
  x: values[p * 3],
  y: values[p * 3 + 1],
  z: values[p * 3 + 2],
});
