import { describe, expect, it } from "vitest";
import { checkLiveReward } from "../../src/check/index.ts";
import { pack, type RewardExpression } from "../../src/core/index.ts";
import { build, feature, rowsFor } from "./painter.ts";

const remembering: RewardExpression = {
  sum: {
    streak: { weight: 0.1, of: "fixture/streak-v1" },
    both: { product: { fading: "fixture/fading-v1", near: feature("closeness") } },
    sum: { apply: "fixture/running-v1", to: { sum: { lasted: "fixture/streak-v1" } } },
  },
};

describe("state", () => {
  it("goes on after load as if never stopped, in every check there is", async () => {
    const live = build(remembering);
    const findings = await checkLiveReward(() => build(remembering), [rowsFor(live, 1), rowsFor(live, 2)]);
    expect(findings.filter(({ ok }) => !ok)).toEqual([]);
    expect(findings.find(({ name }) => name === "all state is saved")?.detail).toMatch(/^\d+ bytes$/);
  });

  it("is in the answers", async () => {
    const live = build(remembering);
    const rows = rowsFor(live);
    const first = Float64Array.from((await live.evaluate(rows)).total);
    expect((await live.evaluate(rows)).total).not.toEqual(first);
  });

  it("of another expression is foreign, whichever way it differs", () => {
    const saved = build(remembering).save();
    const foreign = (expression: RewardExpression, bytes = saved) =>
      expect(() => build(expression).load(bytes)).toThrow(expect.objectContaining({ code: "checkpoint/foreign" }));
    foreign("fixture/step-v1");
    foreign("fixture/streak-v1");
    foreign({ sum: { streak: "fixture/fading-v1" } });
    foreign(remembering, build("fixture/step-v1").save());
    foreign(remembering, pack({}));
    foreign(remembering, pack(null));
    foreign("fixture/streak-v1", pack({ reward: { streak: { id: "fixture/streak-v1", state: 5 } } }));
  });

  it("of another number of worlds is foreign, and nothing is changed by it", async () => {
    const live = build({ sum: { fading: "fixture/fading-v1", streak: "fixture/streak-v1" } });
    await live.evaluate(rowsFor(live));
    const before = live.save();
    const state = (length: number) => new Uint8Array(length);
    const other = pack({
      reward: {
        fading: { id: "fixture/fading-v1", state: state(8) },
        streak: { id: "fixture/streak-v1", state: state(4) },
      },
    });
    expect(() => live.load(other)).toThrow(expect.objectContaining({ code: "checkpoint/foreign" }));
    expect(live.save()).toEqual(before);
  });

  it("that is cut short is corrupt", () => {
    const live = build(remembering);
    expect(() => live.load(live.save().slice(0, -1))).toThrow(expect.objectContaining({ code: "file/corrupt" }));
  });

  it("is harmless to close twice", async () => {
    const live = build(remembering);
    await live.close();
    await live.close();
  });
});
