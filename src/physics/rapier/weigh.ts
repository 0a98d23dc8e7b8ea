import type { World } from "@dimforge/rapier3d-compat";
import { principalOf } from "./principal.ts";
import type { Part, Skeleton } from "./skeleton.ts";

/** Inertia that is added to a part's own for Rapier. */
export interface Burden {
  /** The rotor's inertia as extra mass of the part, without weight [kg]. */
  readonly dragged: number;
  /** Least principal moment of inertia [kg m^2]. */
  readonly leastMoment: number;
}

/**
 * A part's inertia is at least these shares of the inertia of the parts attached to it, and of its rotor's. The solver
 * passes torques through light parts only slowly: without these minimums a wrist spins away, and an arm with a heavy
 * rotor responds at half its speed. With them a body's first response to a torque is within a tenth of MuJoCo's.
 */
const leastShare = { ofNext: 0.2, ofRotor: 0.005 };

export const burdensOf = (skeleton: Skeleton): Burden[] =>
  skeleton.parts.map((part, p) => ({ dragged: draggedBy(part), leastMoment: leastMomentOf(skeleton, part, p) }));

/** A part that only slides along the world gets its rotor's inertia as mass, which is exact; a motor's law would be stiff. */
function draggedBy({ parent, free, hinge, slides }: Part): number {
  const [first] = slides;
  if (parent !== 0 || free || hinge || !first) return 0;
  const { armature = 0 } = first.joint;
  return slides.every(({ joint }) => (joint.armature ?? 0) === armature) ? armature : 0;
}

function leastMomentOf({ parts }: Skeleton, part: Part, p: number): number {
  if (!part.hinge) return 0;
  const next = parts
    .filter(({ parent }) => p > 0 && parent === p)
    .flatMap(({ mass }) => principalOf(mass.inertia).moments);
  return Math.max(leastShare.ofNext * Math.max(0, ...next), leastShare.ofRotor * (part.hinge.joint.armature ?? 0));
}

/** Gives a rigid body its mass, times a factor. */
export function weigh(
  world: World,
  handle: number,
  { mass, centre, inertia }: Part["mass"],
  { dragged, leastMoment }: Burden,
  factor: number,
): void {
  const body = world.getRigidBody(handle);
  const whole = mass * factor + dragged;
  const share = whole / mass;
  const { moments, turn } = principalOf(inertia);
  body.setAdditionalMassProperties(
    whole,
    { x: centre[0], y: centre[1], z: centre[2] },
    {
      x: Math.max(leastMoment, moments[0] * share),
      y: Math.max(leastMoment, moments[1] * share),
      z: Math.max(leastMoment, moments[2] * share),
    },
    { w: turn[0], x: turn[1], y: turn[2], z: turn[3] },
    true,
  );
  body.setGravityScale((mass * factor) / whole, true);
}
