import { describe, expect, it } from "vitest";
import { anyNumber, isWithin, type Json, type Limit, limitInWords, overlay, pair } from "../../src/core/index.ts";

const defaults = { gain: 1, engine: "mujoco" as string, noisy: false, sizes: [64, 64], anything: null };
const limits = { gain: [0, 10], engine: ["mujoco", "rapier"] } as const;
const laid = (given: object) => overlay("a/b-v1", defaults, given as never, limits);

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
    [{ gain: "2" }, "expected a number from 0 to 10"],
    [{ noisy: 1 }, "expected true or false"],
    [{ sizes: { length: 2 } }, "expected a list"],
    [{ gain: null }, "gain = null"],
    [{ gain: undefined }, "gain = undefined"],
    [{ gain: Number.NaN }, "gain = NaN"],
    [{ gain: Number.POSITIVE_INFINITY }, "expected a number from 0 to 10"],
    [{ gain: -1e-9 }, "a number from 0 to 10"],
    [{ gain: 10.1 }, "gain = 10.1 for a/b-v1"],
    [{ engine: "bullet" }, '"mujoco" or "rapier"'],
    [{ noisy: "x".repeat(1000) }, "xxx... (1002 characters)"],
  ])("refuses %o", (given, words) => {
    expect(() => laid(given)).toThrow(
      expect.objectContaining({ code: "params/invalid", message: expect.stringContaining(words) }),
    );
  });

  it.each([
    [{ whole: [1, 9] }, [1, 9], [0, 10, 1.5, "2", null, [2]], "a whole number from 1 to 9"],
    [[0, 1], [0, 0.5], [-1e-9, 1.1, true], "a number from 0 to 1"],
    [anyNumber, [-1e300, 0], ["0"], "a number"],
    [[0, 1e300], [1e300], [-1], "a number of at least 0"],
    [["a", "b"], ["a"], ["c", 1, ["a"]], '"a" or "b"'],
    [
      { each: { whole: [1, 9] }, length: [1, 2] },
      [[1], [9, 1]],
      [[], [1, 2, 3], [1.5], [0], [null], [[1]], 1],
      "a list of 1 to 2 elements, each a whole number from 1 to 9",
    ],
    [pair, [[2, -1.5]], [[1], [1, 2, 3], ["a", "b"]], "a list of 2 elements, each a number"],
    [{ form: "a spread" }, [1, [1], {}], [], "a spread"],
  ] satisfies [Limit, Json[], Json[], string][])("%j", (limit, within, beyond, words) => {
    for (const value of within) expect(isWithin(value, limit), JSON.stringify(value)).toBe(true);
    for (const value of beyond) expect(isWithin(value, limit), JSON.stringify(value)).toBe(false);
    expect(limitInWords(limit)).toBe(words);
  });

  it("says so where there are none", () => {
    expect(() => overlay("a/b-v1", {}, { x: 1 } as never)).toThrow("no params at all");
  });
});
