import { cosine, type SceneDescription } from "../../src/core/index.ts";
import { heightAt, leftmost, rightmost } from "./hill.ts";
import { across, beginPoses, colours, light, sky, turnedRow } from "./side-view.ts";

const columns = 73; // of the road
const [left, right] = [leftmost - 0.1, rightmost + 0.1]; // of what is seen of it [m]
const middle = (left + right) / 2;
const half = (right - left) / 2;
const heights = Array.from({ length: columns }, (_, i) => heightAt(left + ((right - left) * i) / (columns - 1)));

const wheel = (x: number) =>
  ({
    form: { kind: "cylinder", radius: 0.028, halfLength: 0.05 },
    colour: colours.ink,
    row: 1,
    at: [x, 0, 0.028],
    turn: across,
  }) as const;

/** The road through the valley, the flag on the right hill, and the car. Row: the car, where it stands on the road. */
export const hillScene = (flag: number): SceneDescription => ({
  parts: [
    { form: { kind: "plane" }, colour: colours.paper, at: [0, 0, -0.02] },
    {
      form: { kind: "heights", rows: 2, columns, half: [half, 0.16], heights: [...heights, ...heights] },
      colour: colours.ground,
      at: [middle, 0, 0],
    },
    {
      form: { kind: "cylinder", radius: 0.008, halfLength: 0.1 },
      colour: colours.ink,
      at: [flag, 0.08, heightAt(flag) + 0.1],
    },
    {
      form: { kind: "box", half: [0.04, 0.004, 0.025] },
      colour: colours.goal,
      at: [flag + 0.045, 0.08, heightAt(flag) + 0.17],
    },
    { form: { kind: "box", half: [0.065, 0.04, 0.02] }, colour: colours.limb, row: 1, at: [0, 0, 0.052] },
    { form: { kind: "box", half: [0.032, 0.034, 0.016] }, colour: colours.body, row: 1, at: [-0.006, 0, 0.088] },
    wheel(-0.04),
    wheel(0.04),
  ],
  light,
  sky,
  cameras: { side: { eye: [middle, -2.6, 1.1], target: [middle, 0, 0.5], view: 0.62 } },
});

/** Writes where the car is. */
export function hillPoses(out: Float64Array, position: number): void {
  beginPoses(out);
  const slope = 1.35 * cosine(3 * position); // of the road: 0.45 m times 3 a metre
  const cos = 1 / Math.sqrt(1 + slope * slope);
  turnedRow(
    out,
    1,
    position,
    heightAt(position),
    Math.sqrt((1 + cos) / 2),
    (slope > 0 ? -1 : 1) * Math.sqrt((1 - cos) / 2),
  );
}
