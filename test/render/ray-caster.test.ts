import { describe, expect, test } from "vitest";
import type { Part, SceneDescription, Vector } from "../../src/core/index.ts";
import { rayCaster } from "../../src/render/index.ts";

const size = 100;
const view = 2 * Math.atan(0.5); // so that a slope of 1 is `size` pixels from the middle, which is at 49.5
const red: Vector = [1, 0, 0];
const still = { places: new Float64Array(3), turns: new Float64Array(4) };

/** From five metres before the origin, looking along y; from ten above it, north up. The sky is black, the air clear. */
const sceneWith = (parts: readonly Part[], towards: Vector = [0, 0, 1], row = 0): SceneDescription => ({
  parts,
  light: { towards, sun: 0.5, ambient: 0.5 },
  sky: { horizon: [0, 0, 0], zenith: [0, 0, 0], haze: 1e9 },
  cameras: {
    side: { row, eye: [0, -5, 0], target: [0, 0, 0], view },
    top: { row, eye: [0, 0, 10], target: [0, 0, 0], view },
  },
});

function picture(scene: SceneDescription, camera = "side", { places, turns } = still): Uint8Array {
  const pixels = new Uint8Array(3 * size * size);
  rayCaster(scene)({ width: size, height: size, camera, pixels }, places, turns);
  return pixels;
}

const at = (pixels: Uint8Array, x: number, y: number) => [
  ...pixels.subarray(3 * (y * size + x), 3 * (y * size + x) + 3),
];
/** Pixels of a row or column that show anything: first and last. */
function extent(pixels: Uint8Array, line: "row" | "column", index: number): [number, number] {
  const shown = Array.from({ length: size }, (_, i) => i).filter((i) =>
    at(pixels, line === "row" ? i : index, line === "row" ? index : i).some((value) => value > 127),
  );
  return [shown[0], shown[shown.length - 1]];
}
const shown = (pixels: Uint8Array) => pixels.filter((value) => value > 127).length;

describe("forms are seen where they are", () => {
  test("a ball of radius 1 at distance 5", () => {
    // tangents have the slope 1 / sqrt(25 - 1) = 0.2041: 20.41 pixels to both sides of 49.5, so that pixels 29 and 70
    // are covered by two fifths
    const pixels = picture(sceneWith([{ form: { kind: "sphere", radius: 1 }, colour: red }]));
    for (const line of ["row", "column"] as const) {
      const [first, last] = extent(pixels, line, 50);
      expect([29, 30]).toContain(first);
      expect([69, 70]).toContain(last);
    }
    expect(shown(pixels)).toBeGreaterThan(0.97 * Math.PI * 20.41 ** 2);
    expect(shown(pixels)).toBeLessThan(1.03 * Math.PI * 20.41 ** 2);
  });

  test("a box's edge", () => {
    // the near face is 4 away: edges at slopes of 1/4 and 0.52/4, 25 and 13 pixels to both sides
    const pixels = picture(sceneWith([{ form: { kind: "box", half: [1, 1, 0.52] }, colour: red }]));
    expect(extent(pixels, "row", 50)).toEqual([25, 74]);
    expect(extent(pixels, "column", 50)).toEqual([37, 62]);
    expect(at(pixels, 24, 50)).toEqual([0, 0, 0]);
  });

  test("a capsule has round ends, a cylinder flat ones", () => {
    // along z; sides at 0.5 / sqrt(25 - 0.25) = 0.1005; ends of the cylinder at 0.98 / 4.5 = 0.2178, of
    // the capsule at the tangent to its end's ball: (5 * 0.98 + 0.5 sqrt(25.96 - 0.25)) / (25 - 0.25) = 0.3004
    const [capsule, cylinder] = (["capsule", "cylinder"] as const).map((kind) =>
      picture(sceneWith([{ form: { kind, radius: 0.5, halfLength: 0.98 }, colour: red }])),
    );
    expect(extent(capsule, "row", 50)).toEqual([40, 59]);
    expect(extent(cylinder, "row", 50)).toEqual([40, 59]);
    expect(extent(capsule, "column", 50)).toEqual([20, 79]);
    expect(extent(cylinder, "column", 50)).toEqual([28, 71]);
    // row 23 looks 1.325 high at the middle: 0.345 above the ball's centre, where it is sqrt(0.25 - 0.119) = 0.36 wide
    const [left, right] = extent(capsule, "row", 23);
    expect(right - left).toBeGreaterThan(12);
    expect(right - left).toBeLessThan(16);
    expect(extent(cylinder, "row", 29)).toEqual([41, 58]); // as wide as in the middle, its end 0.03 further away
  });

  test("a landscape's peak", () => {
    const heights = [0, 0, 0, 0, 1, 0, 0, 0, 0];
    const form = { kind: "heights", rows: 3, columns: 3, half: [1, 1], heights } as const;
    // the peak, 1 high at distance 5, is 20 pixels above the middle; the foot ends at a slope of 1/4, beside it
    const pixels = picture(sceneWith([{ form, colour: red }]));
    expect(extent(pixels, "column", 50)[0]).toBeCloseTo(30, -0.5);
    expect(at(pixels, 50, 28)).toEqual([0, 0, 0]);
    expect(at(pixels, 20, 45)).toEqual([0, 0, 0]);
    expect(extent(picture(sceneWith([{ form, colour: red }]), "top"), "row", 50)).toEqual([40, 59]);
  });

  test("a bounded plane ends", () => {
    const pixels = picture(sceneWith([{ form: { kind: "plane", half: [2, 1] }, colour: red }]), "top");
    expect(extent(pixels, "row", 50)).toEqual([30, 69]);
    expect(extent(pixels, "column", 50)).toEqual([40, 59]);
  });
});

describe("colours", () => {
  const floor: Part = {
    form: { kind: "plane" },
    colour: [0.8, 0.2, 0.4],
    checker: { colour: [1, 1, 1], size: 1 },
  };

  test("a floor's squares", () => {
    const pixels = picture(sceneWith([floor]), "top"); // a pixel is 0.1 m
    expect(at(pixels, 55, 44)).toEqual([204, 51, 102]); // (0.55, 0.55): 255 times the colour
    expect(at(pixels, 65, 44)).toEqual([255, 255, 255]); // (1.55, 0.55)
    expect(at(pixels, 65, 34)).toEqual([204, 51, 102]); // (1.55, 1.55)
    expect(at(pixels, 44, 44)).toEqual([255, 255, 255]); // (-0.55, 0.55)
  });

  test("far squares fade into their mean", () => {
    const scene = sceneWith([{ ...floor, at: [0, 0, -1] }]);
    const [first, second] = [at(picture(scene), 30, 50), at(picture(scene), 31, 50)]; // 200 m away
    for (let i = 0; i < 3; i++) expect(Math.abs(first[i] - second[i])).toBeLessThan(4);
  });

  test("a shadow lies away from the sun", () => {
    const ball: Part = { form: { kind: "sphere", radius: 0.5 }, at: [0, 0, 2], colour: red };
    const white: Part = { form: { kind: "plane" }, colour: [1, 1, 1] };
    const pixels = picture(sceneWith([ball, white], [1, 0, 1]), "top");
    expect(at(pixels, 29, 50)).toEqual([188, 188, 188]); // around (-2, 0): half of the light, in sRGB
    expect(at(pixels, 69, 50)[0]).toBeGreaterThan(230); // around (2, 0)
  });
});

describe("rows and turns", () => {
  test("a camera follows its row over the ground", () => {
    const ball: Part = { form: { kind: "sphere", radius: 1 }, colour: red, row: 1 };
    const turns = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0);
    const seen = (place: Vector) =>
      picture(sceneWith([ball], [0, 0, 1], 1), "side", { places: Float64Array.of(0, 0, 0, ...place), turns });
    expect(seen([7, -3, 0])).toEqual(seen([0, 0, 0]));
    const [top, bottom] = extent(seen([7, -3, 0.5]), "column", 50); // 0.5 at distance 5: 10 pixels up
    expect((top + bottom) / 2).toBeCloseTo(39.5, -0.5);
  });

  test("a camera that rides on a row sees what is fixed to it in one place, wherever both are", () => {
    const ball: Part = { form: { kind: "sphere", radius: 0.5 }, colour: red, row: 1, at: [0.8, 0, 0.4] };
    const still = sceneWith([ball], [0, 0, 1], 1);
    const riding = { ...still, cameras: { side: { ...still.cameras.side, rides: true } } };
    const seen = (scene: SceneDescription, place: Vector, turn: readonly number[]) => {
      const pose = { places: Float64Array.of(0, 0, 0, ...place), turns: Float64Array.of(1, 0, 0, 0, ...turn) };
      const pixels = picture(scene, "side", pose);
      return [extent(pixels, "row", 41), extent(pixels, "column", 66)]; // 0.8 and 0.4 at distance 5
    };
    const upright = seen(still, [0, 0, 0], [1, 0, 0, 0]);
    expect(upright[0][0]).toBeGreaterThan(50);
    expect(seen(riding, [0, 0, 0], [1, 0, 0, 0])).toEqual(upright);
    const [across, along] = seen(riding, [7, -3, 2], [0.1, -0.7, 0.5, 0.5]);
    // lit from elsewhere: a pixel on the edge may be darker
    for (const [i, edge] of [...across, ...along].entries())
      expect(Math.abs(edge - upright.flat()[i])).toBeLessThanOrEqual(1);
  });

  test("quaternions turn", () => {
    const quarter = Math.SQRT1_2;
    const rod: Part = { form: { kind: "capsule", radius: 0.25, halfLength: 1 }, colour: red };
    const upright = picture(sceneWith([rod]));
    const flat = picture(sceneWith([{ ...rod, turn: [quarter, 0, quarter, 0] }])); // z to x
    expect(extent(flat, "row", 50)).toEqual(extent(upright, "column", 50));
    expect(extent(flat, "column", 50)).toEqual(extent(upright, "row", 50));
  });

  test("a part turns with its row, about the row's place", () => {
    const quarter = Math.SQRT1_2;
    const ball: Part = { form: { kind: "sphere", radius: 0.5 }, at: [1, 0, 0], colour: red };
    const places = Float64Array.of(0, 0, 0, 0, 1, 0);
    const turns = Float64Array.of(1, 0, 0, 0, quarter, 0, 0, quarter); // x to y
    const turned = picture(sceneWith([{ ...ball, row: 1 }]), "top", { places, turns });
    const put = picture(sceneWith([{ ...ball, at: [0, 2, 0] }]), "top");
    expect(extent(turned, "column", 50)).toEqual(extent(put, "column", 50));
    expect(extent(turned, "row", 30)).toEqual(extent(put, "row", 30));
  });
});

describe("meshes, depths and segments", () => {
  const [x, y, z] = [1, 0.7, 0.52];
  const block: Part["form"] = {
    kind: "mesh",
    vertices: [-z, z].flatMap((c) => [-y, y].flatMap((b) => [-x, x].flatMap((a) => [a, b, c]))),
    triangles: [
      ...[0, 2, 1, 1, 2, 3, 4, 5, 6, 5, 7, 6, 0, 1, 4, 1, 5, 4],
      ...[2, 6, 3, 3, 6, 7, 0, 4, 2, 2, 4, 6, 1, 3, 5, 3, 7, 5],
    ],
  };
  const turn = [Math.sqrt(0.7), 0.4, Math.sqrt(0.08), Math.sqrt(0.06)] as const;

  test("a box of triangles looks like a box, its shadow too", () => {
    const floor: Part = { form: { kind: "plane" }, colour: [1, 1, 1], at: [0, 0, -1.5] };
    const [made, box] = [block, { kind: "box", half: [x, y, z] } as const].map((form) =>
      picture(sceneWith([floor, { form, colour: red, turn }], [1, -1, 2])),
    );
    const differing = made.filter((value, i) => Math.abs(value - box[i]) > 4).length;
    expect(differing).toBeLessThan(0.001 * made.length); // rounding at edges
    expect(shown(made)).toBeGreaterThan(1000);
  });

  test("each pixel has its depth and its part", () => {
    const depths = new Float32Array(size * size);
    const segments = new Uint16Array(size * size);
    const pixels = new Uint8Array(3 * size * size);
    const scene = sceneWith([
      { form: { kind: "plane" }, colour: red, at: [0, 0, -5] },
      { form: block, colour: red },
    ]);
    const frame = { width: size, height: size, camera: "side", pixels, depths, segments };
    rayCaster(scene)(frame, still.places, still.turns);
    const pixel = 50 * size + 50;
    expect([segments[pixel], segments[0], segments[99 * size]]).toEqual([2, 0, 1]);
    expect(depths[pixel]).toBeCloseTo(5 - y, 5); // the near face
    expect(depths[0]).toBe(Number.POSITIVE_INFINITY);
    expect(depths[99 * size]).toBeCloseTo(5 / 0.495, 4); // 5 m below, on a slope of 49.5 pixels in 100
  });

  test("jagged edges are pixels of one colour or the other", () => {
    const scene = sceneWith([{ form: { kind: "sphere", radius: 1 }, colour: [1, 1, 1] }], [0, -1, 0]);
    const shades = (isJagged: boolean) => {
      const pixels = new Uint8Array(3 * size * size);
      rayCaster(scene)({ width: size, height: size, camera: "side", pixels, isJagged }, still.places, still.turns);
      return pixels.filter((value) => value > 0 && value < 160).length; // dark: mixed with the sky
    };
    expect(shades(true)).toBe(0);
    expect(shades(false)).toBeGreaterThan(100);
  });
});
