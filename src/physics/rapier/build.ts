import { ActiveEvents, RigidBodyDesc, World } from "@dimforge/rapier3d-compat";
import type { Body, Turn, Vector } from "../body.ts";
import { colliderOf } from "./collider.ts";
import { type DrivenAxis, join } from "./join.ts";
import type { Skeleton } from "./skeleton.ts";
import { solidsOf } from "./touching.ts";
import { type Burden, burdensOf, weigh } from "./weigh.ts";

/** A body in a world of Rapier. Handles stay the same through every snapshot. */
export interface Built {
  readonly world: World;
  /** Handles of rigid bodies, by part; 0 is fixed. */
  readonly bodies: readonly number[];
  readonly colliders: readonly BuiltCollider[];
  /** By coordinate. */
  readonly axes: readonly DrivenAxis[];
  /** By part. */
  readonly burdens: readonly Burden[];
}

export interface BuiltCollider {
  readonly handle: number;
  /** Among all colliders, in the order in which they were built. */
  readonly index: number;
  readonly row: number;
  readonly part: number;
  readonly friction: number;
  readonly touches: readonly number[];
  readonly isField: boolean;
  readonly at: Vector;
  readonly turn: Turn;
}

const substepSeconds = 0.0025; // the longest substep [s]
const leastSubsteps = 2;
const internalIterations = 8; // 4 would save a fifth of the time, but anchors drift twice as far and stiff springs respond late

export function build(body: Body, skeleton: Skeleton): Built {
  const [x, y, z] = body.physics.gravity;
  const world = new World({ x, y, z });
  world.timestep = body.physics.timestep;
  world.numSolverIterations = Math.max(leastSubsteps, Math.ceil(body.physics.timestep / substepSeconds - 1e-9));
  world.numInternalPgsIterations = internalIterations;
  const fixed = world.createRigidBody(RigidBodyDesc.fixed());
  const burdens = burdensOf(skeleton);
  const bodies = skeleton.parts.map((part, p) => {
    if (p === 0) return fixed;
    const body = world.createRigidBody(RigidBodyDesc.dynamic().setCanSleep(false));
    weigh(world, body.handle, part.mass, burdens[p], 1);
    return body;
  });
  const axes = skeleton.parts.flatMap((part, p) =>
    p === 0 || part.free ? [] : join(world, part, bodies[part.parent].handle, bodies[p].handle),
  );
  const colliders = solidsOf(body, skeleton).map((solid, index): BuiltCollider => {
    const margin = solid.row > 0 ? (solid.shape.margin ?? body.surface.margin ?? 0) : 0;
    const { description, at, turn } = colliderOf(solid, skeleton.links[solid.row], margin);
    const isField = solid.shape.form.kind === "heights";
    if (isField) description.setActiveEvents(ActiveEvents.CONTACT_FORCE_EVENTS).setContactForceEventThreshold(0);
    const { handle } = world.createCollider(description, bodies[solid.part]);
    return { ...solid, handle, index, isField, at, turn };
  });
  return {
    world,
    bodies: bodies.map(({ handle }) => handle),
    colliders,
    axes,
    burdens,
  };
}
