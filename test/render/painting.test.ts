import { expect, test } from "vitest";
import { growthOf } from "../../src/check/heap.ts";
import type { Form, Part, SceneDescription } from "../../src/core/index.ts";
import { generator } from "../../src/core/index.ts";
import { type Paint, rayCaster } from "../../src/render/index.ts";

const forms: readonly Form[] = [
  { kind: "sphere", radius: 0.2 },
  { kind: "capsule", radius: 0.1, halfLength: 0.3 },
  { kind: "cylinder", radius: 0.15, halfLength: 0.2 },
  { kind: "box", half: [0.1, 0.2, 0.3] },
];
const rows = 25;

/** Forms scattered about, some of them around the camera and behind it, over a landscape and an endless floor. */
function crowd(): { readonly scene: SceneDescription; readonly places: Float64Array; readonly turns: Float64Array } {
  const rng = generator("crowd");
  const parts = Array.from(
    { length: rows - 1 },
    (_, i): Part => ({
      form: forms[i % forms.length],
      colour: [rng.uniform(), rng.uniform(), rng.uniform()],
      row: i + 1,
    }),
  );
  const heights = Array.from({ length: 64 }, () => rng.uniform(0, 0.3));
  return {
    scene: {
      parts: [
        { form: { kind: "plane" }, colour: [0.8, 0.8, 0.8], checker: { colour: [1, 1, 1], size: 1 } },
        { form: { kind: "heights", rows: 8, columns: 8, half: [2, 2], heights }, colour: [0.5, 0.7, 0.4] },
        ...parts,
      ],
      light: { towards: [-1, -1, 2], sun: 0.7, ambient: 0.4 },
      sky: { horizon: [0.9, 0.9, 1], zenith: [0.4, 0.6, 0.9], haze: 30 },
      cameras: {
        side: { eye: [0, -3, 1], target: [0, 0, 0.5], view: 0.8 },
        top: { eye: [0, 0, 5], target: [0, 0, 0], view: 1 },
      },
    },
    places: Float64Array.from({ length: 3 * rows }, (_, i) => (i % 3 === 2 ? rng.uniform(0, 2) : rng.uniform(-3, 3))),
    turns: Float64Array.from(Array.from({ length: rows }, () => turnAbout(rng.uniform(0, 6))).flat()),
  };
}

/** About an axis that is none of the three. */
const turnAbout = (angle: number) => [Math.cos(angle / 2), ...[0.6, 0, 0.8].map((part) => part * Math.sin(angle / 2))];

const paintInto = (paint: Paint, width: number, height: number, pixels: Uint8Array, camera = "side") => {
  const { places, turns } = crowd();
  paint({ width, height, camera, pixels }, places, turns);
  return pixels;
};

test("every pixel is written, and nothing outside", () => {
  const paint = rayCaster(crowd().scene);
  for (const [width, height] of [
    [64, 64],
    [33, 17],
    [1, 1],
    [130, 5],
  ]) {
    const length = 3 * width * height;
    const [low, high] = [0, 255].map((before) => {
      const room = new Uint8Array(length + 64).fill(before);
      paintInto(paint, width, height, room.subarray(32, 32 + length));
      expect(new Set([...room.subarray(0, 32), ...room.subarray(32 + length)])).toEqual(new Set([before]));
      return room.slice(32, 32 + length);
    });
    expect(low).toEqual(high);
  }
});

test("the same poses give the same bytes, whatever was painted before", () => {
  const paint = rayCaster(crowd().scene);
  const first = paintInto(paint, 64, 64, new Uint8Array(3 * 64 * 64));
  const other = paintInto(paint, 96, 40, new Uint8Array(3 * 96 * 40), "top");
  expect(paintInto(paint, 64, 64, new Uint8Array(3 * 64 * 64))).toEqual(first);
  expect(paintInto(rayCaster(crowd().scene), 64, 64, new Uint8Array(3 * 64 * 64))).toEqual(first);
  expect(new Set(other).size).toBeGreaterThan(20);
});

test("memory does not grow from one picture to the next", () => {
  const { scene, places, turns } = crowd();
  const paint = rayCaster(scene);
  const frame = { width: 32, height: 32, camera: "side", pixels: new Uint8Array(3 * 32 * 32) };
  const allowed = 10_000; // [bytes], of a hundred pictures
  const growth = growthOf(() => {
    for (let i = 0; i < 100; i++) paint(frame, places, turns);
  }, allowed);
  expect(growth).toBeLessThanOrEqual(allowed);
});

test("poses that are not finite are survived", () => {
  const { scene, places, turns } = crowd();
  const pixels = new Uint8Array(3 * 64 * 64);
  rayCaster(scene)(
    { width: 64, height: 64, camera: "side", pixels },
    places.fill(Number.NaN, 3, 12),
    turns.fill(1e300, 16, 40),
  );
  expect(new Set(pixels).size).toBeGreaterThan(20);
});
