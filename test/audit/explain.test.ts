import { expect, test } from "vitest";
import { registries } from "../../scripts/registries.ts";
import { explain, inspect, rescore } from "../../src/audit/index.ts";
import { codedError } from "../record/temporary.ts";
import { featureOf, late, randomEpisodes } from "./fixture.ts";

const { env, records } = await randomEpisodes("classic/cart-pole-v1", 2);
const [record] = records;
const reward = {
  sum: {
    upright: { weight: 2, of: "shaped/upright-v1" },
    shaping: { weight: -0.5, of: { apply: "transform/potential-v1", params: { gamma: 0.9 }, to: featureOf("offset") } },
    both: { product: { up: featureOf("upright"), alive: "sparse/alive-v1" } },
  },
};

test("a step is explained: parts times weights sum to what was paid, with the values read", async () => {
  const { features, steps } = record;
  const { rows } = await rescore({ env, records: [record] }, { reward }, registries);
  for (const step of [1, 5, steps]) {
    const { total, parts } = await explain(env, record, { reward }, registries, { step });
    expect(total).toBe(rows.total[step - 1]);
    expect(parts.reduce((sum, { value, weight = 1 }) => sum + value * weight, 0)).toBeCloseTo(total, 12);
    const [upright, shaping, both] = parts;
    expect(upright.reads).toEqual([
      { name: "upright", value: features.upright[step], unit: "1" },
      { name: "offset", value: features.offset[step], unit: "m" },
    ]);
    expect(shaping).toMatchObject({ kind: "transform", changed: { gamma: 0.9 }, weight: -0.5 });
    expect(shaping.parts[0]).toMatchObject({ value: features.offset[step], before: features.offset[step - 1] });
    const phi = step === steps && record.terminated ? 0 : 0.9 * features.offset[step];
    expect(shaping.value).toBeCloseTo(phi - features.offset[step - 1], 12);
    expect(both.parts.map(({ path, value }) => [path, value])).toEqual([
      ["both.up", features.upright[step]],
      ["both.alive", 1],
    ]);
  }
});

test("what a transform remembers is right in the middle of an episode", async () => {
  const asked = { reward: late("sparse/alive-v1") }; // pays every 10th step
  const paid = await explain(env, record, asked, registries, { step: 10 });
  expect(paid.parts[0]).toMatchObject({ value: 10, parts: [{ value: 1 }] });
  expect((await explain(env, record, asked, registries, { step: 9 })).total).toBe(0);
  expect(await explain(env, record, asked, registries)).toMatchObject({ step: 10, total: 10 });
});

test("features that a transform reads itself are among what was read", async () => {
  const asked = {
    reward: { apply: "transform/segment-v1", params: { by: "feature", feature: "offset" }, to: "sparse/alive-v1" },
  };
  const { parts } = await explain(env, record, asked, registries, { step: 4 });
  expect(parts[0].reads).toEqual([{ name: "offset", value: record.features.offset[4], unit: "m" }]);
});

test("a step or seat that is not there is refused", async () => {
  for (const wanted of [{ step: record.steps + 1 }, { seat: 1 }])
    expect((await codedError(() => explain(env, record, { reward }, registries, wanted)))?.code).toBe("cli/usage");
});

test("an inspection names what an expression is made of, reads, and is worth", async () => {
  const inspection = await inspect(env, { reward }, registries, { env, records, notices: [] });
  expect(inspection).toMatchObject({
    terms: ["upright", "shaping", "both"],
    size: { rewards: 4, transforms: 1, params: 4 }, // margin, gamma and two features
    measured: { upright: "1", offset: "m" },
    inputs: { before: true, history: true },
    learnedBytes: 0,
    seatBytes: 0,
    worth: { episodes: 2 },
  });
  expect(inspection.parts.map(({ weight, kind }) => [weight, kind])).toEqual([
    [2, "reward"],
    [-0.5, "transform"],
    [1, "product"],
  ]);
  const { episodes } = await rescore({ env, records }, { reward }, registries);
  expect(inspection.worth!.mean).toBeCloseTo((episodes[0].total + episodes[1].total) / 2, 12);
  const remembering = await inspect(env, { reward: late("sparse/alive-v1") }, registries);
  expect(remembering.seatBytes).toBeGreaterThan(0);
});
