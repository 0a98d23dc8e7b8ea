import { describe, expect, it } from "vitest";
import { imitation } from "../../rewards/model/imitation.ts";
import { success } from "../../rewards/model/success.ts";
import { bindReward, generator, type Params, type RewardRows, rewardRows } from "../../src/core/index.ts";
import { rewardHost } from "../../src/reward/index.ts";

const rng = generator(8, "rows");
/** Rows of two numbers around a place, with an action that is one of them. */
const around = (place: number, count: number) =>
  Array.from({ length: count }, () => [place + 0.3 * rng.normal(), 0.3 * rng.normal()] as const);

const episode = (observed: readonly (readonly [number, number])[]) => ({
  steps: observed.length - 1,
  observations: Float32Array.from(observed.flat()),
  actions: Float32Array.from(observed.slice(1), ([x]) => x),
  features: {},
});

const lived = (observed: readonly (readonly [number, number])[]): RewardRows =>
  rewardRows({
    steps: observed.length,
    seats: 1,
    observations: Float32Array.from(observed.flat()),
    observationSize: 2,
    actions: Float32Array.from(observed, ([x]) => x),
    actionSize: 1,
    before: { observations: Float32Array.from(observed.flat()) },
  });

const demonstrations = [episode(around(1, 101)), episode(around(1, 51))];
const settings = { learningRate: 3e-3, gradientSteps: 20, minibatch: 64, hidden: [16] };
const open = (params: Params = {}) =>
  bindReward(imitation, { ...settings, ...params }).create(
    rewardHost({ goal: "", stepSeconds: 0 }, { seats: 1, seed: 2, demonstrations }),
  );

async function mean(live: ReturnType<typeof open>, batch: RewardRows): Promise<number> {
  const out = new Float64Array(batch.rows);
  await live.evaluate(batch, [out]);
  return out.reduce((sum, each) => sum + each, 0) / batch.rows;
}

const [likeExperts, unlike] = [lived(around(1, 64)), lived(around(-1, 64))];

describe("imitation", () => {
  it("says so where everybody is known from the first rollouts on", async () => {
    const told: string[] = [];
    const host = { seats: 1, seed: 2, demonstrations, notice: (sentence: string) => void told.push(sentence) };
    const params = { ...settings, penalty: 0, gradientSteps: 200 };
    const live = bindReward(imitation, params).create(rewardHost({ goal: "", stepSeconds: 0 }, host));
    for (let i = 0; i < 5; i++) await live.learn!(lived(around(-5, 64)), 0);
    await live.close!();
    expect(told[0]).toMatch(/^model\/imitation-v1 tells the agent from what was shown almost without error after/);
  });

  it.each([
    ["positive", (reward: number) => reward > 0],
    ["negative", (reward: number) => reward < 0],
    ["signed", () => true],
  ])("in its %s form pays more for what experts do than for what the agent did", async (form, isFit) => {
    for (const actions of [true, false]) {
      const live = open({ form, actions });
      for (let i = 0; i < 5; i++) await live.learn!(unlike, 0);
      const [experts, agent] = [await mean(live, likeExperts), await mean(live, unlike)];
      expect(experts).toBeGreaterThan(agent + 0.5);
      expect([experts, agent].every(isFit)).toBe(true);
      await live.close!();
    }
  });

  it("learns on from what it saved, to the last bit", async () => {
    const [live, again] = [open(), open()];
    await live.learn!(unlike, 0);
    await again.load!((await live.save!()) as Uint8Array);
    for (const each of [live, again]) await each.learn!(unlike, 0);
    expect(await mean(again, likeExperts)).toBe(await mean(live, likeExperts));
    expect(await again.save!()).toEqual(await live.save!());
    for (const each of [live, again]) await each.close!();
  });
});

describe("success by example", () => {
  it.each(["probability", "log"])("pays most for what demonstrations end with: %s", async (pays) => {
    const reached = Array.from({ length: 40 }, () => episode([...around(-1, 4), ...around(2, 1)]));
    const live = bindReward(success, { ...settings, pays }).create(
      rewardHost({ goal: "", stepSeconds: 0 }, { seats: 1, seed: 2, demonstrations: reached }),
    );
    for (let i = 0; i < 8; i++) await live.learn!(unlike, 0);
    const [end, way] = [await mean(live, lived(around(2, 64))), await mean(live, unlike)];
    expect(end).toBeGreaterThan(way + 0.4);
    expect(end).toBeLessThan(pays === "log" ? 0 : 1);
    await live.close!();
  });
});
