import { describe, expect, it } from "vitest";
import { checkGradient } from "../../src/check/index.ts";

const f = ([x, y]: Float64Array) => x * x * y + Math.sin(y);
const at = Float64Array.of(3, 0.5);
const right = [2 * 3 * 0.5, 3 * 3 + Math.cos(0.5)]; // [2 x y, x^2 + cos y]

describe("checkGradient", () => {
  it("accepts the gradient", async () => {
    expect((await checkGradient({ f, at, gradient: right })).map(({ ok }) => ok)).toEqual([true, true]);
    expect(at).toEqual(Float64Array.of(3, 0.5));
  });

  it("names the worst element", async () => {
    const [, found] = await checkGradient({ f, at, gradient: [right[0] + 1e-3, right[1] + 1] });
    expect(found).toMatchObject({ ok: false, detail: expect.stringContaining("element 1: ") });
  });

  it("finds a number that is none, and a gradient of another size", async () => {
    const [, found] = await checkGradient({ f, at, gradient: [Number.NaN, right[1]] });
    expect(found).toMatchObject({ ok: false, detail: expect.stringContaining("element 0: NaN") });
    const [sized] = await checkGradient({ f, at, gradient: [right[0]] });
    expect(sized).toMatchObject({ ok: false, detail: "1 numbers for 2 arguments" });
  });

  it("says what the function throws", async () => {
    const thrower = () => {
      throw new Error("out of domain");
    };
    const [, found] = await checkGradient({ f: thrower, at, gradient: right });
    expect(found).toMatchObject({ ok: false, detail: "it threw: out of domain" });
  });

  it("is as strict as asked", async () => {
    const inSingle = async (at: Float64Array) => Math.fround(f(at));
    const ok = async (options: object) => (await checkGradient({ f: inSingle, at, gradient: right, ...options }))[1].ok;
    expect(await ok({})).toBe(false);
    expect(await ok({ step: 1e-3, tolerance: 1e-2 })).toBe(true);
  });
});
