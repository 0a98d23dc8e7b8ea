import type { Body, Link, Vector } from "../../../src/physics/index.ts";

const sideways: Vector = [0, 1, 0];
export const poleLength = 0.6; // [m]

const pole = (name: string, parent: string, at: Vector): Link => ({
  name,
  parent,
  at,
  joints: [{ name, kind: "hinge", axis: sideways, damping: 0.05 }],
  shapes: [{ form: { kind: "limb", radius: 0.045, from: [0, 0, 0], to: [0, 0, poleLength] } }],
});

/** A cart on a rail with two hinged poles, one on the other. Figures: Gymnasium's InvertedDoublePendulum-v5. */
export const invertedDoublePendulumBody: Body = {
  name: "inverted-double-pendulum",
  physics: { timestep: 0.01, integrator: "rk4", gravity: [1e-5, 0, -9.81] },
  surface: { friction: [1, 0.1, 0.1], dimensions: 3, is: 0, looksFor: 1 },
  ground: [
    { name: "floor", at: [0, 0, -3], form: { kind: "plane", half: 40 } },
    { name: "rail", form: { kind: "limb", radius: 0.02, from: [-1, 0, 0], to: [1, 0, 0] } },
  ],
  links: [
    {
      name: "cart",
      at: [0, 0, 0],
      joints: [{ name: "slider", kind: "slide", axis: [1, 0, 0], range: [-1, 1], margin: 0.01, damping: 0.05 }],
      shapes: [{ form: { kind: "limb", radius: 0.1, from: [-0.1, 0, 0], to: [0.1, 0, 0] } }],
    },
    pole("lowerPole", "cart", [0, 0, 0]),
    pole("upperPole", "lowerPole", [0, 0, poleLength]),
  ],
  motors: [{ joint: "slider", gear: 500, range: [-1, 1] }],
};
