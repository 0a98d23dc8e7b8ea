import { type Body, degrees, type Joint, type Vector } from "../../../src/physics/index.ts";

const upwards: Vector = [0, 0, 1];
const turning = (name: string): Joint => ({
  name,
  kind: "hinge",
  axis: upwards,
  range: [degrees(-100), degrees(100)],
  armature: 0.1,
});

/**
 * Three rods in a row that swim in the x-y plane through a thick medium. Figures: Gymnasium's Swimmer-v5 (after Coulom
 * 2002).
 */
export const swimmerBody: Body = {
  name: "swimmer",
  physics: {
    timestep: 0.01,
    integrator: "rk4",
    gravity: [0, 0, -9.81],
    medium: { density: 4000, viscosity: 0.1 },
  },
  surface: { friction: [1, 0.005, 0.0001], dimensions: 1, is: 0, looksFor: 0, density: 1000 },
  ground: [{ name: "floor", at: [0, 0, -0.1], form: { kind: "plane", half: 40 }, dimensions: 3 }],
  links: [
    {
      name: "torso",
      at: [0, 0, 0],
      joints: [
        { name: "rootX", kind: "slide", axis: [1, 0, 0], armature: 0.1 },
        { name: "rootY", kind: "slide", axis: [0, 1, 0], armature: 0.1 },
        { name: "rootYaw", kind: "hinge", axis: upwards, armature: 0.1 },
      ],
      shapes: [{ form: { kind: "limb", radius: 0.1, from: [1.5, 0, 0], to: [0.5, 0, 0] } }],
    },
    {
      name: "middle",
      parent: "torso",
      at: [0.5, 0, 0],
      joints: [turning("front")],
      shapes: [{ form: { kind: "limb", radius: 0.1, from: [0, 0, 0], to: [-1, 0, 0] } }],
    },
    {
      name: "back",
      parent: "middle",
      at: [-1, 0, 0],
      joints: [turning("back")],
      shapes: [{ form: { kind: "limb", radius: 0.1, from: [0, 0, 0], to: [-1, 0, 0] } }],
    },
  ],
  motors: [
    { joint: "front", gear: 150, range: [-1, 1] },
    { joint: "back", gear: 150, range: [-1, 1] },
  ],
};
