import type { Body, Joint, Link, Shape, Surface, Vector } from "../../../src/physics/index.ts";

const unseen = { is: 0, looksFor: 0 } satisfies Partial<Surface>; // touches nothing
const armature = 0.04; // [kg m^2], of every joint

const ball = (radius: number, at: Vector): Shape => ({ at, form: { kind: "sphere", radius }, ...unseen });
const limb = (radius: number, from: Vector, to: Vector, surface: Partial<Surface> = unseen): Shape => ({
  form: { kind: "limb", radius, from, to },
  ...surface,
});

/** Hinges about y lift, about x roll, about z pan. */
const hinge = (name: string, axis: "x" | "y" | "z", range: readonly [number, number], damping: number): Joint => ({
  name,
  kind: "hinge",
  axis: axis === "x" ? [1, 0, 0] : axis === "y" ? [0, 1, 0] : [0, 0, 1],
  range,
  damping,
  armature,
});

/** Something that slides over the table, y before x. */
const sliding = (name: string, height: number, shape: Shape): Link => ({
  name,
  at: [0.45, -0.05, height],
  joints: [
    { name: `${name}Y`, kind: "slide", axis: [0, 1, 0], range: [-10.3213, 10.3], damping: 0.5, armature },
    { name: `${name}X`, kind: "slide", axis: [1, 0, 0], range: [-10.3213, 10.3], damping: 0.5, armature },
  ],
  shapes: [shape],
});

const joints = ["shoulderPan", "shoulderLift", "upperArmRoll", "elbowFlex", "forearmRoll", "wristFlex", "wristRoll"];

/** An arm of seven joints with a fork, a cylinder to push, and a goal; no gravity. Figures: Gymnasium's Pusher-v5. */
export const pusherBody: Body = {
  name: "pusher",
  physics: { timestep: 0.01, integrator: "euler", iterations: 20, gravity: [0, 0, 0] },
  surface: { friction: [0.8, 0.1, 0.1], dimensions: 1, is: 1, looksFor: 1, margin: 0.002, density: 300 },
  ground: [{ name: "table", at: [0, 0.5, -0.325], form: { kind: "plane", half: 1 } }],
  links: [
    {
      name: "shoulderPan",
      at: [0, -0.6, 0],
      joints: [hinge("shoulderPan", "z", [-2.2854, 1.714602], 1)],
      shapes: [
        ball(0.05, [-0.06, 0.05, 0.2]),
        ball(0.05, [0.06, 0.05, 0.2]),
        ball(0.03, [-0.06, 0.09, 0.2]),
        ball(0.03, [0.06, 0.09, 0.2]),
        limb(0.1, [0, 0, -0.4], [0, 0, 0.2]),
      ],
    },
    {
      name: "shoulderLift",
      parent: "shoulderPan",
      at: [0.1, 0, 0],
      joints: [hinge("shoulderLift", "y", [-0.5236, 1.3963], 1)],
      shapes: [limb(0.1, [0, -0.1, 0], [0, 0.1, 0])],
    },
    {
      name: "upperArmRoll",
      parent: "shoulderLift",
      at: [0, 0, 0],
      joints: [hinge("upperArmRoll", "x", [-1.5, 1.7], 0.1)],
      shapes: [limb(0.02, [-0.1, 0, 0], [0.1, 0, 0])],
    },
    {
      name: "upperArm",
      parent: "upperArmRoll",
      at: [0, 0, 0],
      joints: [],
      shapes: [limb(0.06, [0, 0, 0], [0.4, 0, 0])],
    },
    {
      name: "elbowFlex",
      parent: "upperArm",
      at: [0.4, 0, 0],
      joints: [hinge("elbowFlex", "y", [-2.3213, 0], 0.1)],
      shapes: [limb(0.06, [0, -0.02, 0], [0, 0.02, 0])],
    },
    {
      name: "forearmRoll",
      parent: "elbowFlex",
      at: [0, 0, 0],
      joints: [hinge("forearmRoll", "x", [-1.5, 1.5], 0.1)],
      shapes: [limb(0.02, [-0.1, 0, 0], [0.1, 0, 0])],
    },
    {
      name: "forearm",
      parent: "forearmRoll",
      at: [0, 0, 0],
      joints: [],
      shapes: [limb(0.05, [0, 0, 0], [0.291, 0, 0])],
    },
    {
      name: "wristFlex",
      parent: "forearm",
      at: [0.321, 0, 0],
      joints: [hinge("wristFlex", "y", [-1.094, 0], 0.1)],
      shapes: [limb(0.01, [0, -0.02, 0], [0, 0.02, 0])],
    },
    {
      name: "wristRoll",
      parent: "wristFlex",
      at: [0, 0, 0],
      joints: [hinge("wristRoll", "x", [-1.5, 1.5], 0.1)],
      shapes: [
        limb(0.02, [0, -0.1, 0], [0, 0.1, 0], {}),
        limb(0.02, [0, -0.1, 0], [0.1, -0.1, 0], {}),
        limb(0.02, [0, 0.1, 0], [0.1, 0.1, 0], {}),
      ],
    },
    {
      name: "tips",
      parent: "wristRoll",
      at: [0, 0, 0],
      joints: [],
      shapes: [ball(0.01, [0.1, -0.1, 0]), ball(0.01, [0.1, 0.1, 0])],
    },
    sliding("object", -0.275, {
      form: { kind: "cylinder", radius: 0.05, halfLength: 0.05 },
      looksFor: 0,
      density: 0.01,
    }),
    sliding("goal", -0.323, {
      form: { kind: "cylinder", radius: 0.08, halfLength: 0.001 },
      ...unseen,
      density: 1e-5,
    }),
  ],
  motors: joints.map((joint) => ({ joint, gear: 1, range: [-2, 2] })),
};
