import { type EventQueue, VectorOps, type World } from "@dimforge/rapier3d-compat";

type RawVector = ReturnType<typeof VectorOps.intoRaw>;

/** A thread's, for as long as it runs; made at the first step, since it lies in Rapier's memory. */
let gravity: RawVector | undefined;

/**
 * One timestep. Not `World.step` (0.21), which also calls back into JavaScript for every rigid body and collider, to
 * find what a soft body's tearing made, and makes a vector for gravity.
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
