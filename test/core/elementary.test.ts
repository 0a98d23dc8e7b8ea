import { expect, test } from "vitest";
import { angleOf, arcSine, cosine, exponential, logarithm, sine } from "../../src/core/index.ts";
import { digestOfResults, numbers } from "./elementary-results.ts";

/** One unit in the last place, roughly. */
const isNear = (a: number, b: number) => Object.is(a, b) || Math.abs(a - b) <= 2.3e-16 * Math.abs(b);

test("sine, cosine, arc sine, angle, exponential and logarithm are right to the last place or so", () => {
  for (const x of numbers) {
    // from 2^19 right angles on the angle is first taken modulo the double nearest to 2 pi
    if (Math.abs(x) < 8e5) expect([x, isNear(sine(x), Math.sin(x))]).toEqual([x, true]);
    if (Math.abs(x) < 8e5) expect([x, isNear(cosine(x), Math.cos(x))]).toEqual([x, true]);
    if (Math.abs(x) <= 1) expect([x, isNear(arcSine(x), Math.asin(x))]).toEqual([x, true]);
    if (Math.abs(x) < 700) expect([x, isNear(exponential(x), Math.exp(x))]).toEqual([x, true]);
    if (x > 0) expect([x, isNear(logarithm(x), Math.log(x))]).toEqual([x, true]);
  }
  for (let i = 1; i < numbers.length; i++) {
    const [y, x] = [numbers[i - 1], numbers[i]];
    expect([y, x, isNear(angleOf(y, x), Math.atan2(y, x))]).toEqual([y, x, true]);
  }
});

test("what has no value, or an infinite one", () => {
  expect([sine(Number.POSITIVE_INFINITY), cosine(Number.NaN), logarithm(-1)]).toEqual([NaN, NaN, NaN]);
  expect([arcSine(1.1), arcSine(-2), arcSine(1), arcSine(-1)]).toEqual([NaN, NaN, Math.PI / 2, -Math.PI / 2]);
  expect([exponential(1000), exponential(-1000), exponential(Number.NaN)]).toEqual([Number.POSITIVE_INFINITY, 0, NaN]);
  expect([logarithm(0), logarithm(Number.POSITIVE_INFINITY)]).toEqual([-Infinity, Infinity]);
  expect([angleOf(0, -1), angleOf(-0, -1), angleOf(1, 0), angleOf(1, Infinity)]).toEqual([
    Math.PI,
    -Math.PI,
    Math.PI / 2,
    0,
  ]);
});

test("the bits are the same on every machine", async () => {
  expect(await digestOfResults()).toBe("1efb1fef624417ce"); // as Node 24's V8 computes `Math`'s, up to 8e5
});
