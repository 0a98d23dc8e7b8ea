import { cosine, type SceneDescription, sine } from "../../src/core/index.ts";
import { across, beginPoses, colours, leaning, light, sky } from "./side-view.ts";

const height = 2.3; // of the pivot over the ground [m]
const length = 1; // of a link [m]
const goal = height + length;

const link = (row: number, radius: number) =>
  ({
    form: { kind: "capsule", radius, halfLength: length / 2 },
    colour: row === 1 ? colours.body : colours.limb,
    row,
    at: [0, 0, -length / 2],
  }) as const;

/** Both links and the line that the tip is to reach. Rows: the inner and the outer link, where they turn. */
export const acrobotScene: SceneDescription = {
  parts: [
    { form: { kind: "plane" }, colour: colours.paper },
    { form: { kind: "box", half: [0.05, 0.05, height / 2] }, colour: colours.ink, at: [0, 0.2, height / 2] },
    {
      form: { kind: "cylinder", radius: 0.06, halfLength: 0.14 },
      colour: colours.ink,
      at: [0, 0.08, height],
      turn: across,
    },
    { form: { kind: "box", half: [2.2, 0.015, 0.015] }, colour: colours.goal, at: [0, 0, goal] },
    link(1, 0.09),
    link(2, 0.07),
    { form: { kind: "sphere", radius: 0.1 }, colour: colours.ink, row: 2 },
  ],
  light,
  sky,
  cameras: { side: { eye: [0, -7.6, 2.8], target: [0, 0, height], view: 0.68 } },
};

/** Writes where the links are: the inner one's angle from hanging down, the outer one's from the inner [rad]. */
export function acrobotPoses(out: Float64Array, inner: number, outer: number): void {
  beginPoses(out);
  leaning(out, 1, 0, height, -inner);
  leaning(out, 2, length * sine(inner), height - length * cosine(inner), -inner - outer);
}
