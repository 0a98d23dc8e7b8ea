import { JointAxesMask, JointData, type World } from "@dimforge/rapier3d-compat";
import { assert } from "../../core/index.ts";
import type { Turn, Vector } from "../body.ts";
import { across, cross, dot, plus, product, rotated, turnTo } from "./rotation.ts";
import type { Part } from "./skeleton.ts";

/** The axis, of a joint's six, that a coordinate uses, and whether its sign is reversed. */
export interface DrivenAxis {
  readonly joint: number;
  readonly axis: number;
  readonly sign: number;
}

const { LinX, LinY, LinZ, AngX, AngY, AngZ } = JointAxesMask;
const slideMasks = [LinX, LinY, LinZ];

/**
 * One generic joint for all coordinates of a part; its x axis is that of the hinge, or of the first slide. Planar roots
 * use it too: with locked axes of bodies instead, Rapier's joints explode (0.20 and 0.21).
 * @returns the axis of each slide and then of the hinge
 */
export function join(world: World, part: Part, parent: number, child: number): DrivenAxis[] {
  const { slides, hinge, anchor, at, turn } = part;
  const basis = basisOf(part);
  let locked = LinX | LinY | LinZ | AngX | AngY | AngZ;
  const found = slides.map((slide) => {
    const axis = basis.findIndex((direction) => Math.abs(dot(direction, slide.axis)) > 1 - 1e-9);
    assert(axis >= 0, `slide ${slide.joint.name} is at right angles to its neighbours`);
    locked &= ~slideMasks[axis];
    return { axis, sign: Math.sign(dot(basis[axis], slide.axis)) };
  });
  if (hinge) {
    locked &= ~AngX;
    found.push({ axis: 3, sign: 1 });
  }
  const bodies = [world.getRigidBody(parent), world.getRigidBody(child)] as const;
  const origin = { x: 0, y: 0, z: 0 };
  const joint = world.createImpulseJoint(
    JointData.generic(origin, origin, { x: 1, y: 0, z: 0 }, locked),
    ...bodies,
    true,
  );
  const own = turnTo(...basis);
  joint.setLocalFrame1(asVector(plus(at, rotated(turn, anchor))), asRotation(product(turn, own)));
  joint.setLocalFrame2(asVector(anchor), asRotation(own));
  for (const { axis } of found) world.impulseJoints.raw.jointConfigureMotorModel(joint.handle, axis, forceBased);
  return found.map((one) => ({ joint: joint.handle, ...one }));
}

const forceBased = 1; // RawMotorModel.ForceBased: a motor's factor is in N m s/rad, not scaled by mass

function basisOf({ slides, hinge }: Part): readonly [Vector, Vector, Vector] {
  const x = hinge?.axis ?? slides[0].axis;
  const y = slides.find(({ axis }) => Math.abs(dot(axis, x)) < 1 - 1e-9)?.axis ?? across(x);
  assert(Math.abs(dot(x, y)) < 1e-9, "slides and the hinge after them are at right angles");
  return [x, y, cross(x, y)];
}

const asVector = ([x, y, z]: Vector) => ({ x, y, z });
const asRotation = ([w, x, y, z]: Turn) => ({ w, x, y, z });
