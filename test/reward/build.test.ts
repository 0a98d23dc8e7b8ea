import { describe, expect, it } from "vitest";
import { defineTransform, type RewardExpression, registry } from "../../src/core/index.ts";
import { openReward, rewardHost } from "../../src/reward/index.ts";
import { rewards, transforms } from "../fixtures/rewards.ts";
import { build, feature, painter, rowsFor, worlds } from "./painter.ts";

const evaluated = async (expression: RewardExpression, seed = 1) => {
  const live = await build(expression);
  const rows = rowsFor(live, seed);
  return { rows, live, ...(await live.evaluate(rows)) };
};

describe("terms", () => {
  it("names a single term after its id, a product after itself", async () => {
    expect((await build("fixture/step-v1")).terms).toEqual(["step"]);
    expect((await build({ apply: "fixture/double-v1", to: "fixture/step-v1" })).terms).toEqual(["double"]);
    expect((await build({ product: { a: "fixture/step-v1" } })).terms).toEqual(["product"]);
  });

  it("names the leaves of nested sums by path, products and transforms by key", async () => {
    const expression: RewardExpression = {
      sum: {
        a: "fixture/step-v1",
        b: {
          weight: 2,
          of: { sum: { c: "fixture/step-v1", d: { weight: 3, of: { sum: { e: "fixture/step-v1" } } } } },
        },
        f: { product: { x: "fixture/step-v1", y: { sum: { z: "fixture/step-v1" } } } },
        g: { apply: "fixture/double-v1", to: { sum: { h: "fixture/step-v1" } } },
      },
    };
    expect((await build(expression)).terms).toEqual(["a", "b.c", "b.d.e", "f", "g"]);
  });
});

describe("a reward with terms of its own", () => {
  it("names them below itself, and weighs each", async () => {
    const { live, rows, total, terms } = await evaluated({ sum: { care: { weight: 2, of: "fixture/careful-v1" } } });
    expect(live.terms).toEqual(["care.near", "care.effort"]);
    expect(terms["care.near"][5]).toBe(2 * rows.features.closeness[5]);
    expect(terms["care.effort"].some((value) => value < 0)).toBe(true);
    expect(total[5]).toBe(terms["care.near"][5] + terms["care.effort"][5]);
  });

  it("is one number to a product or a transform", async () => {
    const { terms } = await evaluated("fixture/careful-v1");
    const whole = terms["careful.near"].map((near, row) => near + terms["careful.effort"][row]);
    const doubled = await evaluated({ apply: "fixture/double-v1", to: "fixture/careful-v1" });
    expect(doubled.total).toEqual(whole.map((value) => 2 * value));
    expect((await evaluated({ product: { a: "fixture/careful-v1" } })).total).toEqual(whole);
  });
});

describe("a transform of several rewards", () => {
  it("gets them by name", async () => {
    const scaled = (factor: number): RewardExpression => ({
      apply: "fixture/double-v1",
      params: { factor },
      to: "fixture/step-v1",
    });
    const { total, live } = await evaluated({ apply: "fixture/harmonic-v1", to: { a: scaled(1), b: scaled(3) } });
    expect(live.terms).toEqual(["harmonic"]);
    expect(total[0]).toBeCloseTo(1.5, 12); // 2 / (1 / 1 + 1 / 3)
  });

  it("keeps what each gave beside the terms, by path and unweighted, however deep", async () => {
    const mix: RewardExpression = {
      apply: "fixture/harmonic-v1",
      to: {
        a: { apply: "fixture/growth-v1", to: feature("closeness") },
        b: { apply: "fixture/harmonic-v1", to: { c: feature("distance"), d: "fixture/careful-v1" } },
      },
    };
    const { rows, live, terms, total, inner } = await evaluated({
      sum: { mix: { weight: 2, of: mix }, near: { product: { p: { apply: "fixture/double-v1", to: mix } } } },
    });
    expect(live.terms).toEqual(["mix", "near"]);
    const ofMix = (path: string) => ["a", "b", "b.c", "b.d"].map((name) => `${path}.${name}`);
    expect(Object.keys(inner)).toEqual([...ofMix("mix"), ...ofMix("near.p.to")]);
    expect(inner["mix.b.c"]).toEqual(rows.features.distance);
    expect(inner["mix.a"][7]).toBe(rows.features.closeness[7] - rows.before.features.closeness[7]);
    const { "mix.a": a, "mix.b": b, "mix.b.c": c, "mix.b.d": d } = inner;
    const harmonic = (a: number, b: number) => {
      const part = (value: number) => 1 / Math.max(1e-9, Math.abs(value));
      return 2 / (part(a) + part(b));
    };
    expect(b[9]).toBe(harmonic(c[9], d[9]));
    expect(terms.mix[9]).toBe(2 * harmonic(a[9], b[9]));
    expect(total[9]).toBe(terms.mix[9] + terms.near[9]);
  });

  it("is refused rewards outside the range that it takes", async () => {
    const narrow = defineTransform({
      id: "fixture/narrow-v1",
      summary: "The larger share.",
      inputs: { named: true, within: [0, 1] },
      create: () => ({
        apply({ values: { a, b } }, out) {
          for (let row = 0; row < out.length; row++) out[row] = Math.max(a[row], b[row]);
        },
      }),
    });
    const all = { rewards, transforms: registry("transform", import.meta.url, [narrow, ...transforms.entries]) };
    const live = await openReward(
      { apply: narrow.id, to: { a: "fixture/step-v1", b: feature("closeness") } },
      all,
      painter,
      rewardHost(painter, { seats: worlds, seed: 5 }),
    );
    const rows = rowsFor(live);
    rows.features.closeness.fill(0.5);
    expect((await live.evaluate(rows)).total[0]).toBe(1);
    rows.features.closeness[7] = 1.25; // 3 worlds: step 2 of world 1
    const fault = { code: "reward/value", given: "1.25 from narrow.b at step 2 of seat 1" };
    await expect(live.evaluate(rows)).rejects.toMatchObject(fault);
    rows.present[7] = 0; // nobody was there
    expect((await live.evaluate(rows)).total[7]).toBe(0);
  });
});

describe("evaluate", () => {
  it("multiplies the weights down to each term and sums the terms", async () => {
    const { total, terms } = await evaluated({
      sum: {
        a: { weight: 0.5, of: "fixture/step-v1" },
        b: { weight: 2, of: { sum: { c: "fixture/step-v1", d: { weight: -3, of: "fixture/step-v1" } } } },
      },
    });
    // 0.5 * 1, 2 * 1 * 1, 2 * -3 * 1; together -3.5
    expect(Object.fromEntries(Object.entries(terms).map(([name, values]) => [name, values[7]]))).toEqual({
      a: 0.5,
      "b.c": 2,
      "b.d": -6,
    });
    expect(total.every((value) => value === -3.5)).toBe(true);
  });

  it("multiplies factors, sums within factors, and transforms what is within", async () => {
    const { rows, total } = await evaluated({
      product: {
        closeness: feature("closeness"),
        more: {
          sum: {
            one: "fixture/step-v1",
            far: { weight: 2, of: { apply: "fixture/double-v1", params: { factor: -1 }, to: feature("distance") } },
          },
        },
      },
    });
    const { closeness, distance } = rows.features;
    expect(Array.from(total)).toEqual(Array.from(closeness, (near, row) => 0 + near * (1 + 2 * -distance[row])));
  });

  it("gives before-transforms the inner reward of the state before each step", async () => {
    const { rows, total } = await evaluated({
      apply: "fixture/growth-v1",
      to: { product: { a: feature("closeness"), b: feature("distance") } },
    });
    const worth = ({ closeness, distance }: typeof rows.features, row: number) => closeness[row] * distance[row];
    expect(Array.from(total)).toEqual(
      Array.from(total, (_, row) => worth(rows.features, row) - worth(rows.before.features, row)),
    );
    expect(new Set(total).size).toBeGreaterThan(100);
  });

  it("waits for rewards that take time", async () => {
    const { rows, total } = await evaluated({ use: "fixture/says-v1", params: { word: "far" } });
    expect(Array.from(total)).toEqual(rows.text.map((text) => (text.includes("far") ? 1 : 0)));
    expect(rows.text).toContain("The dot is far from the corner.");
  });

  it("keeps its arrays for equal rows, and makes others for more", async () => {
    const live = await build({ sum: { a: feature("closeness"), b: "fixture/step-v1" } });
    const rows = rowsFor(live);
    const first = await live.evaluate(rows);
    const second = await live.evaluate(rowsFor(live, 2));
    expect(second).toBe(first);
    const fewer = await live.evaluate({ ...rows, rows: 1, features: { closeness: Float64Array.of(4) } });
    expect([fewer.total, fewer.terms.a]).toEqual([Float64Array.of(5), Float64Array.of(4)]);
  });

  it("takes no array memory after the first evaluation", async () => {
    const live = await build({
      sum: {
        a: { apply: "fixture/growth-v1", to: feature("closeness") },
        b: { product: { x: feature("distance"), y: { apply: "fixture/running-v1", to: "fixture/step-v1" } } },
      },
    });
    const rows = rowsFor(live);
    await live.evaluate(rows);
    const before = process.memoryUsage().arrayBuffers;
    for (let i = 0; i < 50; i++) await live.evaluate(rows);
    expect(process.memoryUsage().arrayBuffers).toBeLessThanOrEqual(before);
  });

  it("refuses to be called while it is at work", async () => {
    const live = await build("fixture/says-v1");
    const rows = rowsFor(live);
    const first = live.evaluate(rows);
    await expect(live.evaluate(rows)).rejects.toThrow("one thing at a time");
    await first;
    await live.evaluate(rows);
  });
});

describe("a value that is no number", () => {
  it("names term, step and world", async () => {
    const live = await build({ sum: { fine: "fixture/step-v1", bad: { sum: { worse: feature("closeness") } } } });
    const rows = rowsFor(live);
    rows.features.closeness[7] = Number.NaN; // 3 worlds: step 2 of world 1
    await expect(live.evaluate(rows)).rejects.toMatchObject({
      code: "reward/value",
      given: "NaN from bad.worse at step 2 of seat 1",
    });
  });

  it("is found where finite factors overflow", async () => {
    const big = { apply: "fixture/double-v1", params: { factor: 10 }, to: feature("closeness") };
    const live = await build({ product: { a: big, b: big } });
    const rows = rowsFor(live);
    rows.features.closeness.fill(1e200);
    await expect(live.evaluate(rows)).rejects.toMatchObject({
      code: "reward/value",
      given: "Infinity from product at step 0 of seat 0",
    });
  });

  it("does not stop the next evaluation", async () => {
    const live = await build(feature("closeness"));
    const bad = rowsFor(live);
    bad.features.closeness.fill(Number.NaN);
    await expect(live.evaluate(bad)).rejects.toThrow("reward/value");
    await expect(live.evaluate(rowsFor(live))).resolves.toBeTruthy();
  });
});
