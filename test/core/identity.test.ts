import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonical, checkRun, digest, identityOf, type RunSpec } from "../../src/core/index.ts";

const spec: RunSpec = {
  env: { id: "classic/cart-pole-v1", params: { maxSteps: 200 } },
  reward: { sum: { a: "sparse/alive-v1", b: { weight: 2, of: "shaped/upright-v1" } } },
  agent: { id: "learner/ppo-v1", params: {} },
  seed: 3,
  steps: 1000,
  worlds: 4,
  device: "cpu",
};

const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, shuffled(item)]),
  );
};

describe("canonical", () => {
  it("sorts keys at every depth and leaves lists alone", () => {
    expect(canonical({ b: [2, 1, { d: null, c: "x" }], a: true })).toBe('{"a":true,"b":[2,1,{"c":"x","d":null}]}');
    expect(canonical({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  it("does not depend on the order of keys, and parses back", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonical(shuffled(value))).toBe(canonical(value));
        expect(canonical(JSON.parse(canonical(value)))).toBe(canonical(value));
      }),
    );
  });
});

describe("identityOf", () => {
  it("is 16 hexadecimal digits of SHA-256", async () => {
    // SHA-256 of "abc" begins ba7816bf 8f01cfea (FIPS 180-2, appendix B.1)
    expect(await digest("abc")).toBe("ba7816bf8f01cfea");
    expect(await digest(Uint8Array.of(97, 98, 99))).toBe("ba7816bf8f01cfea");
    expect(await identityOf(spec)).toMatch(/^[0-9a-f]{16}$/);
  });

  it("is the same for the same run in other words, and another for any change", async () => {
    const own = await identityOf(spec);
    expect(await identityOf(shuffled(spec) as RunSpec)).toBe(own);
    const others = [
      { ...spec, seed: 4 },
      { ...spec, worlds: 5 },
      { ...spec, env: { ...spec.env, params: { maxSteps: 201 } } },
      { ...spec, reward: "sparse/alive-v1" },
    ];
    const all = await Promise.all([spec, ...others].map(identityOf));
    expect(new Set(all).size).toBe(all.length);
  });
});

describe("checkRun", () => {
  it("takes a run that can be", () => {
    expect(() => checkRun(spec)).not.toThrow();
  });

  it.each([
    [{ seed: -1 }, "seed = -1"],
    [{ seed: 2 ** 53 }, "seed = "],
    [{ steps: 0 }, "steps = 0"],
    [{ steps: 1.5 }, "steps = 1.5"],
    [{ worlds: 65_537 }, "from 1 to 65536"],
    [{ worlds: Number.NaN }, "worlds = NaN"],
    [{ device: "tpu" }, '"cpu", "webgpu" or "cuda"'],
    [{ watch: { reward: "sparse/alive-v1" } }, "a name that no other reward has"],
    [{ watch: { "a b": "sparse/alive-v1" } }, "a letter first"],
    [{ streams: { a: "sparse/alive-v1" }, watch: { a: "sparse/alive-v1" } }, 'beside the stream "a"'],
  ])("refuses %o", (change, words) => {
    expect(() => checkRun({ ...spec, ...change } as RunSpec)).toThrow(
      expect.objectContaining({ code: "run/invalid", message: expect.stringContaining(words) }),
    );
  });
});
