import { describe, expect, it } from "vitest";
import { editDistance, lazy, nearest, registry } from "../../src/core/index.ts";

const list = (...ids: string[]) =>
  registry(
    "env",
    import.meta.url,
    ids.map((id) => ({ id })),
  );
const classic = list("classic/cart-pole-v1", "classic/pendulum-v1", "locomotion/hopper-v1", "locomotion/hopper-v2");

describe("registry", () => {
  it("finds entries by id and keeps their order", async () => {
    const all = await classic.all();
    expect(await classic.find("classic/pendulum-v1")).toBe(all[1]);
    expect(await classic.get("classic/pendulum-v1")).toBe(all[1]);
    expect(all.map(({ id }) => id)).toEqual(classic.ids);
    expect(classic.ids).toHaveLength(4);
    expect(classic.source).toMatch(/registry\.test\.ts$/);
  });

  it("loads an entry when it is asked for, and no other", async () => {
    const loads: string[] = [];
    const late = registry("env", import.meta.url, [
      lazy("a/one-v1", async () => {
        loads.push("one");
        return { id: "a/one-v1" as const, size: 1 };
      }),
      lazy("a/two-v1", async () => {
        loads.push("two");
        return { id: "a/two-v1" as const, size: 2 };
      }),
      { id: "a/three-v1", size: 3 },
    ]);
    expect(late.ids).toEqual(["a/one-v1", "a/two-v1", "a/three-v1"]);
    expect(late.has("a/two-v1") && !late.has("a/four-v1")).toBe(true);
    expect(loads).toEqual([]);
    expect((await late.get("a/two-v1")).size).toBe(2);
    expect(loads).toEqual(["two"]);
    const more = registry("env", import.meta.url, [...late.entries, { id: "a/four-v1", size: 4 }]);
    expect((await more.all()).map(({ size }) => size)).toEqual([1, 2, 3, 4]);
  });

  it.each([
    ["classic/cartpole-v1", '"classic/cart-pole-v1"'],
    ["cart-pole", '"classic/cart-pole-v1"'],
    ["Pendulum-v1", '"classic/pendulum-v1"'],
    ["classic/pendulum-v2", '"classic/pendulum-v1"'],
    ["hopper", '"locomotion/hopper-v1" or "locomotion/hopper-v2"'],
    ["pole", '"classic/cart-pole-v1"'],
  ])("names the ids nearest to %s", async (id, names) => {
    await expect(classic.find(id)).rejects.toThrow(
      expect.objectContaining({ code: "registry/unknown", fix: expect.stringContaining(names) }),
    );
  });

  it("says where to look where nothing is near", async () => {
    await expect(classic.find("zzzzzzzz")).rejects.toThrow(
      expect.objectContaining({ code: "registry/unknown", fix: "`rewardgym list envs` shows them all." }),
    );
    await expect(list().find("a/b-v1")).rejects.toThrow("expected nothing");
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

  it.each(["a/b-v1", "a1/b2-c3-v12", "dm-control/cheetah-run-v1"])("takes the id %o", async (id) => {
    expect(await list(id).find(id)).toEqual({ id });
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
