import { type Body, degrees, type Vector } from "../../../src/physics/index.ts";

const sideways: Vector = [0, 1, 0];

/** A cart on a rail with a hinged pole. Figures: Gymnasium's InvertedPendulum-v5. */
export const invertedPendulumBody: Body = {
  name: "inverted-pendulum",
  physics: { timestep: 0.02, integrator: "rk4", gravity: [0, 0, -9.81] },
  surface: { friction: [1, 0.1, 0.1], dimensions: 3, is: 0, looksFor: 1 },
  ground: [{ name: "rail", form: { kind: "limb", radius: 0.02, from: [-1, 0, 0], to: [1, 0, 0] } }],
  links: [
    {
      name: "cart",
      at: [0, 0, 0],
      joints: [{ name: "slider", kind: "slide", axis: [1, 0, 0], range: [-1, 1], damping: 1 }],
      shapes: [{ form: { kind: "limb", radius: 0.1, from: [-0.1, 0, 0], to: [0.1, 0, 0] } }],
    },
    {
      name: "pole",
      parent: "cart",
      at: [0, 0, 0],
      joints: [{ name: "hinge", kind: "hinge", axis: sideways, range: [degrees(-90), degrees(90)], damping: 1 }],
      shapes: [{ form: { kind: "limb", radius: 0.049, from: [0, 0, 0], to: [0.001, 0, 0.6] } }],
    },
  ],
  motors: [{ joint: "slider", gear: 100, range: [-3, 3] }],
};
