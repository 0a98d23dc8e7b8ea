import { cosine, type SceneDescription, sine } from "../../src/core/index.ts";

const pivot = 0.1; // height of the pole's joint over the rail [m]
const poleLength = 1; // [m]

/** The cart on its rail, which ends 2.4 m from the middle. Rows: the cart and the pole, both where the pole turns. */
export const cartPoleScene: SceneDescription = {
  parts: [
    { form: { kind: "plane" }, colour: [0.93, 0.94, 0.95], at: [0, 0, -0.6] },
    { form: { kind: "box", half: [2.4, 0.03, 0.02] }, colour: [0.16, 0.17, 0.2], at: [0, 0, -0.02] },
    { form: { kind: "box", half: [0.2, 0.12, 0.1] }, colour: [0.23, 0.43, 0.65], row: 1 },
    {
      form: { kind: "capsule", radius: 0.05, halfLength: poleLength / 2 },
      colour: [0.79, 0.54, 0.24],
      row: 2,
      at: [0, 0, poleLength / 2],
    },
  ],
  light: { towards: [-0.4, -0.8, 1.2], sun: 0.6, ambient: 0.45 },
  sky: { horizon: [0.97, 0.98, 0.99], zenith: [0.86, 0.9, 0.95], haze: 40 },
  cameras: { side: { eye: [0, -4.4, 0.9], target: [0, 0, 0.35], view: 0.7 } },
};

/** Writes where its rows are, the cart being at `x` [m] and the pole leaning by `lean` [rad]. */
export function cartPolePoses(out: Float64Array, x: number, lean: number): void {
  out.fill(0);
  out[3] = out[10] = 1;
  out[7] = out[14] = x;
  out[9] = out[16] = pivot;
  out[17] = cosine(lean / 2);
  out[19] = sine(lean / 2);
}
