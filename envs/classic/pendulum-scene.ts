import type { SceneDescription } from "../../src/core/index.ts";
import { across, beginPoses, colours, leaning, light, sky } from "./side-view.ts";

const height = 1.25; // of the hinge over the ground [m]
const length = 1; // [m]

/** The rod on its hinge, in front of a post. Row: the rod, where it turns. */
export const pendulumScene: SceneDescription = {
  parts: [
    { form: { kind: "plane" }, colour: colours.paper },
    { form: { kind: "box", half: [0.04, 0.04, height / 2] }, colour: colours.ink, at: [0, 0.16, height / 2] },
    {
      form: { kind: "cylinder", radius: 0.05, halfLength: 0.12 },
      colour: colours.ink,
      at: [0, 0.06, height],
      turn: across,
    },
    {
      form: { kind: "capsule", radius: 0.08, halfLength: length / 2 },
      colour: colours.limb,
      row: 1,
      at: [0, 0, length / 2],
    },
  ],
  light,
  sky,
  cameras: { side: { eye: [0, -4.2, 1.6], target: [0, 0, height], view: 0.68 } },
};

/** Writes where the rod is, turned counterclockwise by an angle from upright [rad]. */
export function pendulumPoses(out: Float64Array, angle: number): void {
  beginPoses(out);
  leaning(out, 1, 0, height, -angle);
}
