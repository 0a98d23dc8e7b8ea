import type { Camera, SceneDescription, Vector } from "../../src/core/index.ts";
import { type Body, degrees, type Joint, layoutOf } from "../../src/physics/index.ts";
import { restingPoses, type Span } from "./scene-span.ts";

const view = degrees(40);
/** Space around the span, as a factor. A moving body needs some; a fixed one is spanned with its rails and walls [1]. */
const margins = { follows: 1.4, stands: 1.1 };

/** Positions of cameras relative to the body's middle, in units of distance. */
const stands = {
  side: [0, -1, 0.22],
  front: [1, -0.25, 0.25],
  top: [0, 0, 1],
} as const satisfies { readonly [name: string]: Vector };
type Stand = keyof typeof stands;

const orders: { readonly [first in "side" | "top"]: readonly Stand[] } = {
  side: ["side", "front", "top"],
  top: ["top", "side", "front"],
};

/** The names of a body's cameras, the default first. */
export const camerasOf = (body: Body): readonly Stand[] => orders[isFlat(body) ? "top" : "side"];

/** Cameras that see all of a span, following a link over the ground, or standing still for "world". */
export function camerasAround(body: Body, tracked: string, { low, high }: Span): SceneDescription["cameras"] {
  const row = layoutOf(body).links[tracked];
  const from = restingPoses(body)[row].at;
  const half = Math.max(high[0] - low[0], high[1] - low[1], high[2] - low[2]) / 2;
  const stays = row === 0 || isFlat(body);
  const middle: Vector = [
    (low[0] + high[0]) / 2 - from[0],
    (low[1] + high[1]) / 2 - from[1],
    stays ? (low[2] + high[2]) / 2 : floorOf(body) + 0.9 * half, // a body that lies down may get up
  ];
  const distance = ((row === 0 ? margins.stands : margins.follows) * half) / Math.tan(view / 2);
  const cameraAt = ([x, y, z]: Vector): Camera => ({
    row,
    eye: [middle[0] + x * distance, middle[1] + y * distance, middle[2] + z * distance],
    target: middle,
    view,
  });
  return Object.fromEntries(camerasOf(body).map((name) => [name, cameraAt(stands[name])]));
}

const floorOf = ({ ground }: Body) => ground.find(({ form }) => form.kind === "plane")?.at?.[2] ?? 0;

/** Whether nothing can fall, because there is no gravity or no joint can change a height. */
const isFlat = ({ physics, links }: Body): boolean =>
  physics.gravity.every((pull) => pull === 0) || links.every(({ joints }) => joints.every(isLevel));

const isLevel = ({ kind, axis = [0, 0, 1] }: Joint): boolean =>
  kind === "hinge" ? axis[0] === 0 && axis[1] === 0 : kind === "slide" && axis[2] === 0;
