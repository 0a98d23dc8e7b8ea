import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { decode, encode } from "fast-png";
import { expect, test } from "vitest";
import type { Form, SceneDescription } from "../../src/core/index.ts";
import { rayCaster } from "../../src/render/index.ts";

/** One picture of each form, kept beside this file. After a change that is meant: `GOLDEN=write npx vitest run test/render/golden.test.ts`. */
const size = 96;
const heights = [0, 0.1, 0.2, 0.1, 0.1, 0.5, 0.7, 0.2, 0.2, 0.6, 1, 0.3, 0, 0.2, 0.4, 0.1];

const forms: { readonly [name: string]: Form } = {
  sphere: { kind: "sphere", radius: 0.6 },
  capsule: { kind: "capsule", radius: 0.3, halfLength: 0.6 },
  cylinder: { kind: "cylinder", radius: 0.4, halfLength: 0.6 },
  box: { kind: "box", half: [0.6, 0.4, 0.3] },
  plane: { kind: "plane", half: [0.8, 0.5] },
  ribbon: {
    kind: "ribbon",
    width: 0.3,
    lines: [
      [-0.8, -0.4, 0, 0.3, 0.2, -0.4, 0.8, -0.4],
      [-0.7, 0.5, 0.8, 0.4],
    ],
  },
  heights: { kind: "heights", rows: 4, columns: 4, half: [1, 1], heights },
  mesh: {
    kind: "mesh",
    vertices: [0.6, 0, 0, -0.6, 0, 0, 0, 0.4, 0, 0, -0.4, 0, 0, 0, 0.7, 0, 0, -0.3], // of an octahedron
    triangles: [0, 2, 4, 2, 1, 4, 1, 3, 4, 3, 0, 4, 2, 0, 5, 1, 2, 5, 3, 1, 5, 0, 3, 5],
  },
};

/** The form, tilted but for a landscape, over a chequered floor, with its shadow. */
const sceneOf = (form: Form): SceneDescription => ({
  parts: [
    { form: { kind: "plane" }, colour: [0.82, 0.85, 0.9], checker: { colour: [0.93, 0.95, 0.97], size: 0.5 } },
    {
      form,
      colour: [0.85, 0.4, 0.2],
      at: [0, 0, form.kind === "heights" ? 0.05 : 1],
      ...(form.kind !== "heights" && { turn: [Math.sqrt(0.7), 0.4, Math.sqrt(0.08), Math.sqrt(0.06)] as const }),
    },
  ],
  light: { towards: [-0.5, -0.4, 1], sun: 0.7, ambient: 0.4 },
  sky: { horizon: [0.9, 0.93, 0.97], zenith: [0.4, 0.6, 0.9], haze: 30 },
  cameras: { side: { eye: [0.6, -4, 2.2], target: [0, 0, 0.7], view: 0.6 } },
});

function painted(form: Form): Uint8Array {
  const pixels = new Uint8Array(3 * size * size);
  const poses = [new Float64Array(3), Float64Array.of(1, 0, 0, 0)] as const;
  rayCaster(sceneOf(form))({ width: size, height: size, camera: "side", pixels }, ...poses);
  return pixels;
}

const faint = 4; // difference of a byte that nobody sees; processors may differ in the last place of a tangent
const fewPixels = 0.002 * size * size;

/** How many pixels differ visibly. */
const differing = (one: Uint8Array, other: ArrayLike<number>): number =>
  Array.from({ length: size * size }, (_, pixel) => pixel).filter((pixel) =>
    [0, 1, 2].some((i) => Math.abs(one[3 * pixel + i] - other[3 * pixel + i]) > faint),
  ).length;

test.each(Object.entries(forms))("a %s looks as it did", (name, form) => {
  const path = fileURLToPath(new URL(`golden/${name}.png`, import.meta.url));
  const pixels = painted(form);
  if (process.env.GOLDEN === "write")
    writeFileSync(path, encode({ width: size, height: size, data: pixels, channels: 3 }));
  const golden = decode(readFileSync(path));
  expect([golden.width, golden.height, golden.channels]).toEqual([size, size, 3]);
  expect(differing(pixels, golden.data)).toBeLessThanOrEqual(fewPixels);
});

test("the forms do not look alike", () => {
  const pictures = Object.values(forms).map(painted);
  for (const [i, one] of pictures.entries())
    for (const other of pictures.slice(i + 1)) expect(differing(one, other)).toBeGreaterThan(20 * fewPixels);
});
