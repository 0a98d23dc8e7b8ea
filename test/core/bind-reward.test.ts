import { describe, expect, it } from "vitest";
import {
  bindReward,
  bindTransform,
  defineReward,
  defineTransform,
  type RewardRows,
  rewardRows,
} from "../../src/core/index.ts";
import { rewardHost } from "../../src/reward/index.ts";

const host = rewardHost({ goal: "Do well.", stepSeconds: 0 }, { seats: 1, seed: 1 });
const column = (value: number) => Float64Array.of(value);
const rows = (height: number): RewardRows =>
  rewardRows({
    steps: 1,
    seats: 1,
    features: { height: column(height), speed: column(9) },
    before: { features: { height: column(height - 1), speed: column(9) } },
    events: { fell: Int32Array.of(1) },
    terminated: new Uint8Array(1),
    truncated: new Uint8Array(1),
  });

describe("bindReward", () => {
  it("settles params, and inputs that follow from them", () => {
    const named = defineReward({
      id: "fixture/named-v1",
      summary: "A feature.",
      inputs: ({ feature }) => ({ features: [feature] }),
      params: { feature: "height" as string },
      create: ({ feature }) => ({ evaluate: ({ features }, out) => out.set(features[feature]) }),
    });
    expect(bindReward(named).inputs).toEqual({ features: ["height"] });
    const bound = bindReward(named, { feature: "speed" });
    expect([bound.id, bound.inputs]).toEqual(["fixture/named-v1", { features: ["speed"] }]);
    const out = column(0);
    bound.create(host).evaluate(rows(2), [out]);
    expect(out[0]).toBe(9);
    expect(() => bindReward(named, { feature: 5 })).toThrow("params/invalid");
  });

  it("lays every new rollout under the same object", () => {
    const seen: object[] = [];
    const growth = defineReward({
      id: "fixture/growth-v1",
      summary: "Growth.",
      inputs: { features: ["height"], before: true },
      create: () => ({
        evaluate(batch, out) {
          seen.push(batch);
          out[0] = batch.features.height[0] + batch.before.features.height[0];
        },
      }),
    });
    const instance = bindReward(growth).create(host);
    const out = column(0);
    instance.evaluate(rows(2), [out]);
    expect(out[0]).toBe(3);
    instance.evaluate(rows(5), [out]);
    expect(out[0]).toBe(9);
    expect(seen[0]).toBe(seen[1]);
  });

  it("keeps an instance's own object, and has only the methods that it has", () => {
    class Counting {
      count = 0;
      evaluate(_: object, out: Float64Array) {
        out[0] = ++this.count;
      }
      save() {
        return Uint8Array.of(this.count);
      }
      load([count]: Uint8Array) {
        this.count = count;
      }
    }
    const made = { id: "fixture/counting-v1", summary: "Counts.", inputs: {}, params: {} } as const;
    const counting = bindReward({ ...made, create: () => new Counting() }).create(host);
    const out = column(0);
    counting.load!(Uint8Array.of(4));
    counting.evaluate(rows(1), [out]);
    expect([out[0], (counting.save!() as Uint8Array)[0], counting.close]).toEqual([5, 5, undefined]);
  });

  it("hides the before of features that are not declared, and of none", () => {
    const peeking = defineReward({
      id: "fixture/peeking-v1",
      summary: "Peeks.",
      inputs: { before: true },
      create: () => ({
        evaluate({ before }, out) {
          out.set((before.features as { height?: Float64Array }).height ?? []);
        },
      }),
    });
    expect(() =>
      bindReward(peeking)
        .create(host)
        .evaluate(rows(1), [column(0)]),
    ).toThrow('reading "before.features.height", which it does not declare');
  });
});

describe("bindTransform", () => {
  it("shows values, and no more than what is declared", () => {
    const peeking = (inputs: { before?: true }) =>
      bindTransform(
        defineTransform({
          id: "fixture/peeking-v1",
          summary: "Peeks.",
          inputs,
          params: { offset: 1 },
          create: ({ offset }) => ({
            apply(inner, out) {
              const { before } = inner as unknown as { before: Float64Array };
              out[0] = inner.values[0] + before[0] + offset;
            },
          }),
        }),
        { offset: 100 },
      ).create(host);
    const inner = { ...rows(1), values: column(1), before: column(10) };
    const out = column(0);
    peeking({ before: true }).apply(inner, out);
    expect(out[0]).toBe(111);
    expect(() => peeking({}).apply(inner, out)).toThrow(
      'reward/input: got fixture/peeking-v1 reading "before", which it does not declare',
    );
  });
});
