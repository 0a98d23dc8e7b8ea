import { expect, test } from "vitest";
import type { Form, Vector } from "../../src/core/index.ts";
import { generator } from "../../src/core/index.ts";
import { newRays, rayLength } from "../../src/render/rays.ts";
import { solidOf } from "../../src/render/solids/index.ts";

const length = (...parts: number[]) => Math.hypot(...parts);

/** Forms with how far a point is from their surface, less than 0 inside (Quilez, "Distance functions"). */
const cases: readonly { readonly form: Form; readonly distance: (point: Vector) => number }[] = [
  { form: { kind: "sphere", radius: 0.7 }, distance: ([x, y, z]) => length(x, y, z) - 0.7 },
  {
    form: { kind: "capsule", radius: 0.4, halfLength: 0.6 },
    distance: ([x, y, z]) => length(x, y, z - Math.max(-0.6, Math.min(0.6, z))) - 0.4,
  },
  {
    form: { kind: "cylinder", radius: 0.5, halfLength: 0.6 },
    distance: ([x, y, z]) => inBoth(length(x, y) - 0.5, Math.abs(z) - 0.6),
  },
  {
    form: { kind: "box", half: [0.3, 0.5, 0.7] },
    distance: ([x, y, z]) => inBoth(inBoth(Math.abs(x) - 0.3, Math.abs(y) - 0.5), Math.abs(z) - 0.7),
  },
];
const inBoth = (a: number, b: number) => Math.min(0, Math.max(a, b)) + length(Math.max(0, a), Math.max(0, b));

for (const { form, distance } of cases)
  test(`rays meet a ${form.kind} where walking up to it does, and know which way it faces`, () => {
    const rng = generator("rays", form.kind);
    const solid = solidOf(form);
    const rays = newRays(200);
    const onRay = (at: number, depth: number): Vector => [
      rays[at] + depth * rays[at + 3],
      rays[at + 1] + depth * rays[at + 4],
      rays[at + 2] + depth * rays[at + 5],
    ];
    for (let at = 0; at < rays.length; at += rayLength) {
      const away = [rng.normal(), rng.normal(), rng.normal()];
      for (let i = 0; i < 3; i++) {
        rays[at + i] = (2 * away[i]) / length(...away);
        rays[at + 3 + i] = rng.uniform(-0.6, 0.6) - rays[at + i];
      }
    }
    solid.hit(rays, 200);
    const depths = rays.filter((_, i) => i % rayLength === 6);
    solid.face(rays, 200);
    let met = 0;
    for (let at = 0; at < rays.length; at += rayLength) {
      const speed = length(rays[at + 3], rays[at + 4], rays[at + 5]);
      let walked = 0;
      for (let i = 0; i < 500 && walked < 2; i++) walked += distance(onRay(at, walked)) / speed;
      const depth = depths[at / rayLength];
      const grazes = walked < 2 && distance(onRay(at, walked)) > 1e-6;
      if (grazes) continue;
      expect(depth).toBeCloseTo(walked < 2 ? walked : Number.POSITIVE_INFINITY, 5);
      if (depth === Number.POSITIVE_INFINITY) continue;
      met++;
      const normal: Vector = [rays[at + 7], rays[at + 8], rays[at + 9]];
      expect(length(...normal)).toBeCloseTo(1, 9);
      const [x, y, z] = onRay(at, depth);
      expect(distance([x + normal[0] / 1000, y + normal[1] / 1000, z + normal[2] / 1000])).toBeCloseTo(1e-3, 5);
    }
    expect(met).toBeGreaterThan(60);
  });

test("a ribbon is as wide as it says, also around a corner, and nowhere else", () => {
  // along x, then around a right angle along y
  const solid = solidOf({ kind: "ribbon", width: 0.5, lines: [[-1, 0, 1, 0, 1, 2]] });
  const hits = (x: number, y: number): boolean => {
    const rays = newRays(1);
    rays.set([x, y, 3, 0, 0, -1]);
    solid.hit(rays, 1);
    const depth = rays[6];
    expect([3, Number.POSITIVE_INFINITY]).toContain(depth);
    return depth === 3;
  };
  for (const [x, y] of [
    [-0.9, 0.24],
    [-0.9, -0.24],
    [0.76, 1.9],
    [1.24, 1.9],
    [1.2, -0.2], // the outer corner is mitred
    [0.8, 0.2],
    [0, 0],
  ])
    expect(hits(x, y), `${x}, ${y}`).toBe(true);
  for (const [x, y] of [
    [-0.9, 0.26],
    [-0.9, -0.26],
    [-1.01, 0],
    [0.74, 1.9],
    [1.26, 1],
    [1, 2.01],
    [0.7, 0.3],
    [50, 50],
  ])
    expect(hits(x, y), `${x}, ${y}`).toBe(false);
});

test("a ribbon of no lines is nowhere", () => {
  const solid = solidOf({ kind: "ribbon", width: 1, lines: [] });
  const rays = newRays(1);
  rays.set([0, 0, 3, 0, 0, -1]);
  solid.hit(rays, 1);
  expect(rays[6]).toBe(Number.POSITIVE_INFINITY);
});
