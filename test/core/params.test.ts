import { describe, expect, it } from "vitest";
import { overlay } from "../../src/core/index.ts";

const defaults = { gain: 1, engine: "mujoco" as string, noisy: false, sizes: [64, 64], anything: null };
const limits = { gain: [0, 10], engine: ["mujoco", "rapier"] } as const;
const laid = (given: object) => overlay("a/b-v1", defaults, given as never, limits as never);

describe("overlay", () => {
  it("lays what is given over the defaults, and changes neither", () => {
    expect(laid({ gain: 10, sizes: [] })).toEqual({ ...defaults, gain: 10, sizes: [] });
    expect(laid({})).toEqual(defaults);
    expect(laid({})).not.toBe(defaults);
  });

  it("takes anything where the default is null", () => {
    expect(laid({ anything: { deep: [1] } }).anything).toEqual({ deep: [1] });
  });

  it.each([
    [{ gian: 2 }, 'Did you mean "gain"?'],
    [{ toString: 2 }, 'param "toString" for a/b-v1'],
    [JSON.parse('{"__proto__": 1}'), 'param "__proto__"'],
    [{ gain: "2" }, "expected a number"],
    [{ noisy: 1 }, "expected a boolean"],
    [{ sizes: { length: 2 } }, "expected an array"],
    [{ gain: null }, "gain = null"],
    [{ gain: undefined }, "gain = undefined"],
    [{ gain: Number.NaN }, "gain = NaN"],
    [{ gain: Number.POSITIVE_INFINITY }, "expected a finite number"],
    [{ gain: -1e-9 }, "a number from 0 to 10"],
    [{ gain: 10.1 }, "gain = 10.1 for a/b-v1"],
    [{ engine: "bullet" }, '"mujoco" or "rapier"'],
  ])("refuses %o", (given, words) => {
    expect(() => laid(given)).toThrow(
      expect.objectContaining({ code: "params/invalid", message: expect.stringContaining(words) }),
    );
  });

  it("says so where there are none", () => {
    expect(() => overlay("a/b-v1", {}, { x: 1 } as never)).toThrow("no params at all");
  });
});
