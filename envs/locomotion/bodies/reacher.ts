import type { Body, Shape, Surface, Vector } from "../../../src/physics/index.ts";

const upwards: Vector = [0, 0, 1];
const unseen = { is: 0, looksFor: 0 } satisfies Partial<Surface>; // touches nothing

const wall = (name: string, from: Vector, to: Vector): Shape => ({
  name,
  form: { kind: "limb", radius: 0.02, from, to },
  ...unseen,
});

/** A two-joint arm on a table and a target that is moved by slides. Figures: Gymnasium's Reacher-v5. */
export const reacherBody: Body = {
  name: "reacher",
  physics: { timestep: 0.01, integrator: "rk4", gravity: [0, 0, -9.81] },
  surface: { friction: [1, 0.1, 0.1], dimensions: 3, is: 0, looksFor: 1 },
  ground: [
    { name: "table", form: { kind: "plane", half: 1 }, ...unseen },
    wall("south", [-0.3, -0.3, 0.01], [0.3, -0.3, 0.01]),
    wall("east", [0.3, -0.3, 0.01], [0.3, 0.3, 0.01]),
    wall("north", [-0.3, 0.3, 0.01], [0.3, 0.3, 0.01]),
    wall("west", [-0.3, -0.3, 0.01], [-0.3, 0.3, 0.01]),
    { name: "base", at: [0, 0, 0.01], form: { kind: "cylinder", radius: 0.011, halfLength: 0.01 }, ...unseen },
  ],
  links: [
    {
      name: "upperArm",
      at: [0, 0, 0.01],
      joints: [{ name: "shoulder", kind: "hinge", axis: upwards, damping: 1, armature: 1 }],
      shapes: [{ form: { kind: "limb", radius: 0.01, from: [0, 0, 0], to: [0.1, 0, 0] } }],
    },
    {
      name: "forearm",
      parent: "upperArm",
      at: [0.1, 0, 0],
      joints: [{ name: "elbow", kind: "hinge", axis: upwards, range: [-3, 3], damping: 1, armature: 1 }],
      shapes: [{ form: { kind: "limb", radius: 0.01, from: [0, 0, 0], to: [0.1, 0, 0] } }],
    },
    {
      name: "fingertip",
      parent: "forearm",
      at: [0.11, 0, 0],
      joints: [],
      shapes: [{ form: { kind: "sphere", radius: 0.01 } }],
    },
    {
      name: "target",
      at: [0.1, -0.1, 0.01],
      joints: [
        { name: "targetX", kind: "slide", axis: [1, 0, 0], range: [-0.27, 0.27], reference: 0.1 },
        { name: "targetY", kind: "slide", axis: [0, 1, 0], range: [-0.27, 0.27], reference: -0.1 },
      ],
      shapes: [{ form: { kind: "sphere", radius: 0.009 }, ...unseen }],
    },
  ],
  motors: [
    { joint: "shoulder", gear: 200, range: [-1, 1] },
    { joint: "elbow", gear: 200, range: [-1, 1] },
  ],
};
