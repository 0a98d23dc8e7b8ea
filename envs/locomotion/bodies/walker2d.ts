import { type Body, degrees, type Joint, type Link, type Vector } from "../../../src/physics/index.ts";

const down: Vector = [0, -1, 0]; // hinges turn so that bending is negative
const hinge = (name: string, at: Vector, range: readonly [number, number]): Joint => ({
  name,
  kind: "hinge",
  axis: down,
  at,
  range: [degrees(range[0]), degrees(range[1])],
  damping: 0.1,
  armature: 0.01,
});

const legOf = (side: "right" | "left"): Link[] => [
  {
    name: `${side}Thigh`,
    parent: "torso",
    at: [0, 0, -0.2],
    joints: [hinge(`${side}Thigh`, [0, 0, 0], [-150, 0])],
    shapes: [{ at: [0, 0, -0.225], form: { kind: "capsule", radius: 0.05, halfLength: 0.225 } }],
  },
  {
    name: `${side}Leg`,
    parent: `${side}Thigh`,
    at: [0, 0, -0.7],
    joints: [hinge(`${side}Leg`, [0, 0, 0.25], [-150, 0])],
    shapes: [{ form: { kind: "capsule", radius: 0.04, halfLength: 0.25 } }],
  },
  {
    name: `${side}Foot`,
    parent: `${side}Leg`,
    at: [0.2, 0, -0.35],
    joints: [hinge(`${side}Foot`, [-0.2, 0, 0.1], [-45, 45])],
    shapes: [
      { form: { kind: "limb", radius: 0.06, from: [-0.2, 0, 0.1], to: [0, 0, 0.1] }, friction: [1.9, 0.1, 0.1] },
    ],
  },
];

/**
 * A two-legged walker in the x-z plane. Figures: Gymnasium's Walker2d-v5 (both feet alike, unlike older versions).
 */
export const walker2dBody: Body = {
  name: "walker2d",
  physics: { timestep: 0.002, integrator: "rk4", gravity: [0, 0, -9.81] },
  surface: { friction: [0.9, 0.1, 0.1], dimensions: 3, is: 1, looksFor: 0 },
  ground: [{ name: "floor", form: { kind: "plane", half: 40 }, friction: [0.7, 0.1, 0.1], looksFor: 1 }],
  links: [
    {
      name: "torso",
      at: [0, 0, 1.25],
      joints: [
        { name: "rootX", kind: "slide", axis: [1, 0, 0], at: [0, 0, -1.25] },
        { name: "rootZ", kind: "slide", axis: [0, 0, 1], at: [0, 0, -1.25], reference: 1.25 },
        { name: "rootPitch", kind: "hinge", axis: [0, 1, 0] },
      ],
      shapes: [{ form: { kind: "capsule", radius: 0.05, halfLength: 0.2 } }],
    },
    ...legOf("right"),
    ...legOf("left"),
  ],
  motors: ["right", "left"].flatMap((side) =>
    ["Thigh", "Leg", "Foot"].map((part) => ({ joint: side + part, gear: 100, range: [-1, 1] as const })),
  ),
};
