import { describe, expect, it } from "vitest";
import { checkLiveReward, checkReward, checkTransform, type Finding, randomRows } from "../../src/check/index.ts";
import { bindEnv, defineTransform } from "../../src/core/index.ts";
import { broken, curious, live, sound } from "./broken-rewards.ts";
import { climber } from "./broken-worlds.ts";

const failed = (findings: readonly Finding[]) => findings.filter(({ ok }) => !ok).map(({ name }) => name);
const climbing = bindEnv(climber());

describe("checkReward", () => {
  it("finds nothing wrong with a sound reward, over random rows and over recorded ones", async () => {
    expect(failed(await checkReward(sound))).toEqual([]);
    expect(failed(await checkReward(sound, { env: climbing }))).toEqual([]);
  });

  it("has a broken reward for each of its checks", async () => {
    const all = (await checkReward(sound)).map(({ name }) => name);
    expect(Object.keys(broken).sort()).toEqual(all.sort());
  });

  for (const [check, rewards] of Object.entries(broken))
    describe(check, () => {
      for (const [what, reward] of Object.entries(rewards))
        it(`finds ${what}`, async () => {
          const found = (await checkReward(reward)).find(({ name }) => name === check);
          expect(found).toMatchObject({ ok: false, detail: expect.stringMatching(/./) });
          expect(found?.fix).toMatch(/^[A-Z].*\.$/);
        });
    });

  it("says what an env does not measure", async () => {
    const asking = { ...sound, inputs: { features: ["hight"] } };
    expect(await checkReward(asking, { env: climbing })).toMatchObject([
      { ok: true },
      { name: "it can be bound", ok: false, detail: expect.stringContaining('Did you mean "height"?') },
    ]);
    const mute = bindEnv(climber({}, () => ({ text: undefined })));
    const listening = { ...sound, inputs: { text: true as const } };
    expect(failed(await checkReward(listening, { env: mute }))).toEqual(["it can be bound"]);
  });
});

describe("checkTransform", () => {
  it("finds a look at what is not declared", async () => {
    expect(failed(await checkTransform(curious))).toEqual(["it reads only what it declares"]);
    expect(failed(await checkTransform({ ...curious, inputs: { before: true } }))).toEqual([]);
    const widely = defineTransform({
      id: "fixture/widely-v1",
      summary: "Looks at a feature and an event.",
      inputs: ({ event }) => ({ features: ["height"], events: event ? ["fell"] : [] }),
      params: { event: true },
      create: () => ({
        apply({ values, features, events }, out) {
          for (let row = 0; row < out.length; row++) out[row] = values[row] * features.height[row] + events.fell[row];
        },
      }),
    });
    expect(failed(await checkTransform(widely))).toEqual([]);
    const blind = await checkTransform(widely, { params: { event: false } });
    expect(failed(blind)).toContain("it reads only what it declares");
  });

  it("gives a transform inner rewards of the range that it takes", async () => {
    const narrow = defineTransform({
      id: "fixture/narrow-v1",
      summary: "The root of a share.",
      inputs: { within: [0, 1] },
      create: () => ({
        apply({ values }, out) {
          for (let row = 0; row < out.length; row++) out[row] = Math.sqrt(values[row] * (1 - values[row]));
        },
      }),
    });
    expect(failed(await checkTransform(narrow))).toEqual([]);
    expect(failed(await checkTransform({ ...narrow, inputs: {} }))).toContain("scores are finite");
  });
});

describe("checkLiveReward", () => {
  const rows = [1, 2].map((seed) => randomRows({ features: ["height"] }, { steps: 8, worlds: 3, seed }));
  const check = (change?: Parameters<typeof live>[0]) => checkLiveReward(async () => live(change), [rows[0], rows[1]]);

  it("finds nothing wrong with a sound expression", async () => {
    expect(failed(await check())).toEqual([]);
  });

  it("finds terms that do not sum to the total", async () => {
    const evaluate: ReturnType<typeof live>["evaluate"] = async (rows) => {
      const { total, terms } = await live().evaluate(rows);
      return { total: total.map((value) => value + 1e-8), terms };
    };
    expect(failed(await check({ evaluate }))).toEqual([
      "terms sum to the total",
      "nothing is allocated again for equal rows",
    ]);
  });

  it("finds a term without a name", async () => {
    expect(failed(await check({ terms: ["a"] }))).toEqual(["terms sum to the total"]);
  });

  it("finds what a reward's own checks find", async () => {
    let count = 0;
    const evaluate: ReturnType<typeof live>["evaluate"] = async ({ rows }) => {
      const total = new Float64Array(rows).fill(++count);
      return { total, terms: { a: total, b: new Float64Array(rows) } };
    };
    expect(failed(await check({ evaluate }))).toContain("same rows, same scores");
  });
});
