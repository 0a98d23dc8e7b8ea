import { describe, expect, it } from "vitest";
import { editDistance, nearest, registry } from "../../src/core/index.ts";

const list = (...ids: string[]) =>
  registry(
    "env",
    import.meta.url,
    ids.map((id) => ({ id })),
  );
const classic = list("classic/cart-pole-v1", "classic/pendulum-v1", "locomotion/hopper-v1", "locomotion/hopper-v2");

describe("registry", () => {
  it("finds entries by id and keeps their order", () => {
    expect(classic.find("classic/pendulum-v1")).toBe(classic.all[1]);
    expect(classic.get("classic/pendulum-v1")).toBe(classic.all[1]);
    expect(classic.all.map(({ id }) => id)).toHaveLength(4);
    expect(classic.source).toMatch(/registry\.test\.ts$/);
  });

  it.each([
    ["classic/cartpole-v1", '"classic/cart-pole-v1"'],
    ["cart-pole", '"classic/cart-pole-v1"'],
    ["Pendulum-v1", '"classic/pendulum-v1"'],
    ["classic/pendulum-v2", '"classic/pendulum-v1"'],
    ["hopper", '"locomotion/hopper-v1" or "locomotion/hopper-v2"'],
    ["pole", '"classic/cart-pole-v1"'],
  ])("names the ids nearest to %s", (id, names) => {
    expect(() => classic.find(id)).toThrow(
      expect.objectContaining({ code: "registry/unknown", fix: expect.stringContaining(names) }),
    );
  });

  it("says where to look where nothing is near", () => {
    expect(() => classic.find("zzzzzzzz")).toThrow(
      expect.objectContaining({ code: "registry/unknown", fix: "`rewardgym list envs` shows them all." }),
    );
    expect(() => list().find("a/b-v1")).toThrow("expected nothing");
  });

  it("refuses an id twice", () => {
    expect(() => list("a/b-v1", "a/b-v1")).toThrow(expect.objectContaining({ code: "registry/duplicate" }));
  });

  it.each([
    "cart-pole",
    "a/b",
    "a/b-v0",
    "A/b-v1",
    "a/b_c-v1",
    "a/b-v1.0",
    "a/b/c-v1",
    "a/-v1",
    " a/b-v1",
    "__proto__",
  ])("refuses the id %o", (id) => {
    expect(() => list(id)).toThrow(expect.objectContaining({ code: "registry/unknown" }));
  });

  it.each(["a/b-v1", "a1/b2-c3-v12", "dm-control/cheetah-run-v1"])("takes the id %o", (id) => {
    expect(list(id).find(id)).toEqual({ id });
  });
});

describe("nearest", () => {
  it("counts edits", () => {
    // kitten, sitten, sittin, sitting
    expect(editDistance("kitten", "sitting")).toBe(3);
    expect(editDistance("", "abc")).toBe(3);
    expect(editDistance("same", "same")).toBe(0);
  });

  it("names at most three, the nearest first, and nothing far", () => {
    expect(nearest("speeed", ["sped", "speed", "height"])).toBe('Did you mean "speed" or "sped"?');
    expect(nearest("ab", ["aa", "ac", "ad", "ae"])?.match(/"/g)).toHaveLength(6);
    expect(nearest("qqq", ["speed", "height"])).toBeUndefined();
  });
});
