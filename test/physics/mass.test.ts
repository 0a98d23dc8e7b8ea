import { expect, test } from "vitest";
import type { Body, Shape } from "../../src/physics/index.ts";
import { joined, type Mass, massesOf, moved, without } from "../../src/physics/rapier/mass.ts";
import { principalOf } from "../../src/physics/rapier/principal.ts";
import { rotated, turnTo } from "../../src/physics/rapier/rotation.ts";

const bodyOf = (...shapes: readonly Shape[]): Body => ({
  name: "body",
  physics: { timestep: 0.01, integrator: "euler", gravity: [0, 0, 0] },
  surface: { friction: [1, 0, 0], dimensions: 3, is: 1, looksFor: 1 },
  ground: [],
  links: [{ name: "link", at: [0, 0, 0], joints: [], shapes }],
  motors: [],
});

const box: Shape = { form: { kind: "box", half: [1, 2, 3] }, density: 1 };

test("a box of 2 x 4 x 6 m and 48 kg: 48 / 12 (16 + 36), (4 + 36), (4 + 16)", () => {
  const [{ mass, inertia }] = massesOf(bodyOf(box));
  expect(mass).toBe(48);
  expect([...inertia]).toEqual([208, 160, 80, 0, 0, 0]);
});

test("two cubes of 1 kg, 2 m apart: twice 1/6 along the line, and 2 (1/6 + 1) across", () => {
  const cube = (x: number): Shape => ({ at: [x, 0, 0], form: { kind: "box", half: [0.5, 0.5, 0.5] }, density: 1 });
  const [{ mass, centre, inertia }] = massesOf(bodyOf(cube(0), cube(2)));
  expect(mass).toBe(2);
  expect([...centre]).toEqual([1, 0, 0]);
  expect(inertia[0]).toBeCloseTo(1 / 3, 12);
  expect(inertia[1]).toBeCloseTo(7 / 3, 12);
  expect(inertia[2]).toBeCloseTo(7 / 3, 12);
});

test("masses sum to the body's total where it has one", () => {
  const [{ mass, inertia }] = massesOf({ ...bodyOf(box), totalMass: 24 });
  expect(mass).toBe(24);
  expect(inertia[0]).toBe(104);
});

test("a limb weighs as the capsule that lies along it", () => {
  const form = { kind: "limb", radius: 0.1, from: [0, 0, 0], to: [3, 4, 0] } as const; // 5 m long
  const [limb] = massesOf(bodyOf({ form }));
  const [capsule] = massesOf(bodyOf({ form: { kind: "capsule", radius: 0.1, halfLength: 2.5 } }));
  expect(limb.mass).toBeCloseTo(capsule.mass, 10);
  expect([...limb.centre]).toEqual([1.5, 2, 0]);
  const least = Math.min(...principalOf(limb.inertia).moments);
  expect(least).toBeCloseTo(capsule.inertia[2], 10);
});

test("principal axes: moments 1, 2, 3 about turned axes are found again", () => {
  const axes = [
    [0.6, 0.8, 0],
    [-0.8, 0.6, 0],
    [0, 0, 1],
  ] as const;
  const whole: Mass = { mass: 1, centre: [0, 0, 0], inertia: [1, 2, 3, 0, 0, 0] };
  const { inertia } = moved(whole, [0, 0, 0], turnTo(...axes));
  const { moments, turn } = principalOf(inertia);
  expect([...moments].sort()).toEqual([1, 2, 3].map((moment) => expect.closeTo(moment, 12)));
  const first = rotated(turn, [moments[0] < 1.5 ? 1 : 0, moments[1] < 1.5 ? 1 : 0, moments[2] < 1.5 ? 1 : 0]);
  expect(Math.abs(first[0] * 0.6 + first[1] * 0.8)).toBeCloseTo(1, 10);
});

test("what is cut out and put back makes the whole again", () => {
  const [whole] = massesOf(bodyOf(box));
  const piece: Mass = { mass: 5, centre: [0.5, -1, 2], inertia: [1, 1, 1, 0, 0, 0] };
  const again = joined([without(whole, piece), piece]);
  expect(again.mass).toBeCloseTo(whole.mass, 12);
  for (const [i, value] of again.centre.entries()) expect(value).toBeCloseTo(whole.centre[i], 12);
  for (const [i, value] of again.inertia.entries()) expect(value).toBeCloseTo(whole.inertia[i], 10);
});
