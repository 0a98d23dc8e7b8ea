import { type Body, degrees, type Vector } from "../../../src/physics/index.ts";

const down: Vector = [0, -1, 0]; // hinges turn so that bending is negative

/**
 * A one-legged hopper in the x-z plane: torso, thigh, leg and foot.
 * Figures: Gymnasium's Hopper-v5 (after Erez, Tassa and Todorov 2011).
 */
export const hopperBody: Body = {
  name: "hopper",
  physics: { timestep: 0.002, integrator: "rk4", gravity: [0, 0, -9.81] },
  surface: {
    friction: [0.9, 0.005, 0.0001],
    dimensions: 1,
    is: 1,
    looksFor: 1,
    margin: 0.001,
    impedance: [0.8, 0.8, 0.01],
  },
  ground: [{ name: "floor", form: { kind: "plane", half: 20 }, friction: [1, 0.005, 0.0001], dimensions: 3 }],
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
    {
      name: "thigh",
      parent: "torso",
      at: [0, 0, -0.2],
      joints: [{ name: "thigh", kind: "hinge", axis: down, range: [degrees(-150), 0], damping: 1, armature: 1 }],
      shapes: [{ at: [0, 0, -0.225], form: { kind: "capsule", radius: 0.05, halfLength: 0.225 } }],
    },
    {
      name: "leg",
      parent: "thigh",
      at: [0, 0, -0.7],
      joints: [
        {
          name: "leg",
          kind: "hinge",
          axis: down,
          at: [0, 0, 0.25],
          range: [degrees(-150), 0],
          damping: 1,
          armature: 1,
        },
      ],
      shapes: [{ form: { kind: "capsule", radius: 0.04, halfLength: 0.25 } }],
    },
    {
      name: "foot",
      parent: "leg",
      at: [0.13, 0, -0.35],
      joints: [
        {
          name: "foot",
          kind: "hinge",
          axis: down,
          at: [-0.13, 0, 0.1],
          range: [degrees(-45), degrees(45)],
          damping: 1,
          armature: 1,
        },
      ],
      shapes: [
        {
          form: { kind: "limb", radius: 0.06, from: [-0.26, 0, 0.1], to: [0.13, 0, 0.1] },
          friction: [2, 0.005, 0.0001],
        },
      ],
    },
  ],
  motors: [
    { joint: "thigh", gear: 200, range: [-1, 1] },
    { joint: "leg", gear: 200, range: [-1, 1] },
    { joint: "foot", gear: 200, range: [-1, 1] },
  ],
};
