import { type Body, type Link, turnAbout, type Vector } from "../../../src/physics/index.ts";

const sideways: Vector = [0, 1, 0];

/** A link of a leg: hinge at its frame, one capsule turned by `pitch` about the sideways axis. */
const segment = (
  name: string,
  parent: string,
  at: Vector,
  capsule: { readonly at: Vector; readonly pitch: number; readonly halfLength: number },
  joint: { readonly range: readonly [number, number]; readonly stiffness: number; readonly damping: number },
): Link => ({
  name,
  parent,
  at,
  joints: [{ name, kind: "hinge", axis: sideways, armature: 0.1, ...joint }],
  shapes: [
    {
      at: capsule.at,
      turn: turnAbout(sideways, capsule.pitch),
      form: { kind: "capsule", radius: 0.046, halfLength: capsule.halfLength },
    },
  ],
});

/**
 * A running animal in the x-z plane with a back and a front leg of three joints each, straightened by springs.
 * Figures: Gymnasium's HalfCheetah-v5 (after Wawrzynski 2009).
 */
export const halfCheetahBody: Body = {
  name: "half-cheetah",
  physics: { timestep: 0.01, integrator: "euler", gravity: [0, 0, -9.81], limitImpedance: [0, 0.8, 0.03] },
  surface: { friction: [0.4, 0.1, 0.1], dimensions: 3, is: 1, looksFor: 0, impedance: [0, 0.8, 0.01] },
  totalMass: 14,
  ground: [{ name: "floor", form: { kind: "plane", half: 40 }, looksFor: 1 }],
  links: [
    {
      name: "torso",
      at: [0, 0, 0.7],
      joints: [
        { name: "rootX", kind: "slide", axis: [1, 0, 0] },
        { name: "rootZ", kind: "slide", axis: [0, 0, 1] },
        { name: "rootPitch", kind: "hinge", axis: sideways },
      ],
      shapes: [
        { form: { kind: "limb", radius: 0.046, from: [-0.5, 0, 0], to: [0.5, 0, 0] } },
        {
          at: [0.6, 0, 0.1],
          turn: turnAbout(sideways, 0.87),
          form: { kind: "capsule", radius: 0.046, halfLength: 0.15 },
        },
      ],
    },
    segment(
      "backThigh",
      "torso",
      [-0.5, 0, 0],
      { at: [0.1, 0, -0.13], pitch: -3.8, halfLength: 0.145 },
      { range: [-0.52, 1.05], stiffness: 240, damping: 6 },
    ),
    segment(
      "backShin",
      "backThigh",
      [0.16, 0, -0.25],
      { at: [-0.14, 0, -0.07], pitch: -2.03, halfLength: 0.15 },
      { range: [-0.785, 0.785], stiffness: 180, damping: 4.5 },
    ),
    segment(
      "backFoot",
      "backShin",
      [-0.28, 0, -0.14],
      { at: [0.03, 0, -0.097], pitch: -0.27, halfLength: 0.094 },
      { range: [-0.4, 0.785], stiffness: 120, damping: 3 },
    ),
    segment(
      "frontThigh",
      "torso",
      [0.5, 0, 0],
      { at: [-0.07, 0, -0.12], pitch: 0.52, halfLength: 0.133 },
      { range: [-1, 0.7], stiffness: 180, damping: 4.5 },
    ),
    segment(
      "frontShin",
      "frontThigh",
      [-0.14, 0, -0.24],
      { at: [0.065, 0, -0.09], pitch: -0.6, halfLength: 0.106 },
      { range: [-1.2, 0.87], stiffness: 120, damping: 3 },
    ),
    segment(
      "frontFoot",
      "frontShin",
      [0.13, 0, -0.18],
      { at: [0.045, 0, -0.07], pitch: -0.6, halfLength: 0.07 },
      { range: [-0.5, 0.5], stiffness: 60, damping: 1.5 },
    ),
  ],
  motors: [
    { joint: "backThigh", gear: 120, range: [-1, 1] },
    { joint: "backShin", gear: 90, range: [-1, 1] },
    { joint: "backFoot", gear: 60, range: [-1, 1] },
    { joint: "frontThigh", gear: 120, range: [-1, 1] },
    { joint: "frontShin", gear: 60, range: [-1, 1] },
    { joint: "frontFoot", gear: 30, range: [-1, 1] },
  ],
};
