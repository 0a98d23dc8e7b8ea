import { assert, type Frame, type SceneDescription, type Vector } from "../core/index.ts";
import { aim, newView } from "./camera.ts";
import { clearCanvas, indexNamed } from "./canvas.ts";
import { colourIn } from "./colour-in.ts";
import { find } from "./find.ts";
import { place, placedOf } from "./placed.ts";
import { shaderOf } from "./shade.ts";
import { shadowsOf } from "./shadows.ts";
import { smooth } from "./smooth.ts";

/**
 * Paints a scene into `frame.pixels`, its rows at `places` `[rows, 3]` [m] and `turns` `[rows, 4]`, which are only read.
 * Allocates only when a picture is larger than all before.
 */
export type Paint = (frame: Frame, places: Float64Array, turns: Float64Array) => void;

/**
 * Returns a function that paints a scene, without GPU or display. It casts one ray through the middle of every pixel,
 * only to parts that the ray may hit, and four rays per pixel along the edges of parts and shadows, unless they may stay
 * jagged.
 */
export function rayCaster(scene: SceneDescription): Paint {
  const parts = scene.parts.map(placedOf);
  const sun = directionOf(scene.light.towards);
  const casters = parts.filter(({ solid }) => solid.casts);
  const shadows = shadowsOf(casters, sun);
  const shader = shaderOf(scene, shadows);
  const view = newView();
  return (frame, places, turns) => {
    const { width, height, pixels, depths, segments } = frame;
    const camera = scene.cameras[frame.camera];
    assert(camera, `the scene has a camera ${frame.camera}`);
    assert(pixels.length === 3 * width * height, "a pixel has three bytes");
    assert(
      [depths, segments].every((out) => !out || out.length === width * height),
      "a pixel has one depth, one segment",
    );
    aim(view, camera, places, turns, width, height);
    for (let i = 0; i < parts.length; i++) place(parts[i], places, turns, view, sun);
    shadows.settle();
    const canvas = clearCanvas(width, height);
    find(parts, view, canvas);
    colourIn(parts, view, canvas, shader, pixels);
    if (depths) depths.set(canvas.depths.subarray(0, width * height));
    if (segments) for (let i = 0; i < width * height; i++) segments[i] = indexNamed(canvas.names[i]) + 1;
    if (!frame.isJagged) smooth(parts, canvas, shadows, pixels);
  };
}

function directionOf([x, y, z]: Vector): Float64Array {
  const length = Math.sqrt(x * x + y * y + z * z);
  return Float64Array.of(x / length, y / length, z / length);
}
