import type { Frame, SceneDescription } from "../../src/core/index.ts";
import type { Body, Simulation } from "../../src/physics/index.ts";
import { rayCaster } from "../../src/render/index.ts";
import { bonesOf } from "./scene-bones.ts";
import { camerasAround } from "./scene-cameras.ts";
import { partsOf } from "./scene-parts.ts";
import { restingPoses, spanOf } from "./scene-span.ts";

/**
 * The scene of a body, with its links at their rows of a simulation. Cameras "side" (looks along y), "front" and "top"
 * follow the link `tracked` over the ground, or stand still for "world". "top" is the default if nothing can fall.
 */
export function sceneOf(body: Body, tracked: string): SceneDescription {
  const poses = restingPoses(body);
  const shown = partsOf(body, 1).filter(({ row }) => row !== 0 || tracked === "world");
  const span = spanOf(shown, poses);
  const wide = Math.max(span.high[0] - span.low[0], span.high[1] - span.low[1]);
  return {
    parts: partsOf(body, wide < 1 && tracked === "world" ? 0.1 : 1),
    light: { towards: [-0.3, -0.6, 0.8], sun: 0.8, ambient: 0.42 },
    sky: { horizon: [0.88, 0.92, 0.97], zenith: [0.4, 0.6, 0.86], haze: 30 },
    cameras: camerasAround(body, tracked, span),
    ...bonesOf(body),
  };
}

/** The link that cameras follow: the first one if it can move freely, otherwise the world. */
export function trackedLink({ links: [{ name, joints }] }: Body): string {
  const [first] = joints;
  return first && (first.kind === "free" || (first.kind === "slide" && !first.range)) ? name : "world";
}

/** Returns a function that paints a body as it is in a simulation. @param scene the body's, of `sceneOf` */
export function painterOf(
  scene: SceneDescription,
): (frame: Frame, simulation: Pick<Simulation, "places" | "turns">) => void {
  const paint = rayCaster(scene);
  return (frame, { places, turns }) => paint(frame, places, turns);
}
