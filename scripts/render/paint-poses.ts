import { poseSize, type SceneDescription } from "../../src/core/index.ts";
import { rayCaster } from "../../src/render/index.ts";
import { paintDepths, paintSegments } from "./false-colours.ts";
import { type PictureAsked, type Pixels, shrunk } from "./picture.ts";

/** Returns a function that paints a scene with its rows at poses `[rows, 7]`. */
export function posePainter(
  scene: SceneDescription,
  asked: PictureAsked & { readonly camera: string },
): (poses: Float64Array) => Pixels {
  const paint = rayCaster(scene);
  const { camera, supersample, show = "colour" } = asked;
  const [width, height] = [asked.width * supersample, asked.height * supersample];
  return (poses) => {
    const rows = poses.length / poseSize;
    const [places, turns] = [new Float64Array(3 * rows), new Float64Array(4 * rows)];
    for (let row = 0; row < rows; row++) {
      const at = row * poseSize;
      places.set(poses.subarray(at, at + 3), 3 * row);
      turns.set(poses.subarray(at + 3, at + poseSize), 4 * row);
    }
    const pixels = new Uint8Array(3 * width * height);
    const frame = { width, height, camera, pixels };
    if (show === "colour") paint(frame, places, turns);
    else {
      const [depths, segments] = [new Float32Array(width * height), new Uint16Array(width * height)];
      paint({ ...frame, isJagged: true, depths, segments }, places, turns);
      if (show === "depth") paintDepths(depths, pixels);
      else paintSegments(segments, pixels);
    }
    return shrunk(pixels, asked);
  };
}
