import type { SceneDescription } from "../../src/core/index.ts";
import { beginPoses, colours, leaning, light, sky } from "./side-view.ts";

const pivot = 0.1; // height of the pole's joint over the rail [m]
const poleLength = 1; // [m]

/** The cart on its rail, which ends 2.4 m from the middle. Rows: the cart and the pole, both where the pole turns. */
export const cartPoleScene: SceneDescription = {
  parts: [
    { form: { kind: "plane" }, colour: colours.paper, at: [0, 0, -0.6] },
    { form: { kind: "box", half: [2.4, 0.03, 0.02] }, colour: colours.ink, at: [0, 0, -0.02] },
    { form: { kind: "box", half: [0.2, 0.12, 0.1] }, colour: colours.body, row: 1 },
    {
      form: { kind: "capsule", radius: 0.05, halfLength: poleLength / 2 },
      colour: colours.limb,
      row: 2,
      at: [0, 0, poleLength / 2],
    },
  ],
  light,
  sky,
  cameras: { side: { eye: [0, -4.4, 0.9], target: [0, 0, 0.35], view: 0.7 } },
};

/** Writes where its rows are, the cart being at `x` [m] and the pole leaning by `lean` [rad]. */
export function cartPolePoses(out: Float64Array, x: number, lean: number): void {
  beginPoses(out);
  leaning(out, 1, x, pivot, 0);
  leaning(out, 2, x, pivot, lean);
}
