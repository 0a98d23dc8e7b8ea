import { type EventQueue, VectorOps, type World } from "@dimforge/rapier3d-compat";

type RawVector = ReturnType<typeof VectorOps.intoRaw>;

/** One for each thread, for as long as it runs; made at the first step, because it lives in Rapier's memory. */
let gravity: RawVector | undefined;

/**
 * One timestep. `World.step` (0.21) would also call back into JavaScript for every rigid body and collider, to find the
 * pieces of torn soft bodies, and allocate a vector for gravity.
 */
export function advance(world: World, events: EventQueue | undefined): void {
  const { physicsPipeline, integrationParameters, islands, broadPhase, narrowPhase } = world;
  const { bodies, colliders, softBodies, impulseJoints, multibodyJoints, ccdSolver } = world;
  if (events)
    physicsPipeline.step(
      world.gravity,
      integrationParameters,
      islands,
      broadPhase,
      narrowPhase,
      bodies,
      colliders,
      softBodies,
      impulseJoints,
      multibodyJoints,
      ccdSolver,
      events,
    );
  else {
    gravity ??= VectorOps.intoRaw(world.gravity);
    gravity.x = world.gravity.x;
    gravity.y = world.gravity.y;
    gravity.z = world.gravity.z;
    physicsPipeline.raw.step(
      gravity,
      integrationParameters.raw,
      islands.raw,
      broadPhase.raw,
      narrowPhase.raw,
      bodies.raw,
      colliders.raw,
      softBodies.raw,
      impulseJoints.raw,
      multibodyJoints.raw,
      ccdSolver.raw,
    );
  }
}
