import { describe, expect, it } from "vitest";
import { checkLiveReward } from "../../src/check/index.ts";
import { pack, type RewardExpression } from "../../src/core/index.ts";
import { build, feature, rowsFor, worlds } from "./painter.ts";

const remembering: RewardExpression = {
  sum: {
    streak: { weight: 0.1, of: "fixture/streak-v1" },
    both: { product: { fading: "fixture/fading-v1", near: feature("closeness") } },
    sum: { apply: "fixture/running-v1", to: { sum: { lasted: "fixture/streak-v1" } } },
  },
};
const seats = Array.from({ length: worlds }, (_, seat) => seat);
const foreign = expect.objectContaining({ code: "checkpoint/foreign" });

it("a reward goes on after load as if never stopped, in every check there is", async () => {
  const live = await build(remembering);
  const findings = await checkLiveReward(() => build(remembering), [rowsFor(live, 1), rowsFor(live, 2)]);
  expect(findings.filter(({ ok }) => !ok)).toEqual([]);
  const detail = (name: string) => findings.find((finding) => finding.name === name)?.detail;
  expect(detail("what it learns is saved")).toMatch(/^\d+ bytes$/);
  expect(detail("what it remembers of seats is saved")).toMatch(/^\d+ bytes a seat$/);
});

describe("what it remembers of seats", () => {
  it("shows in the scores until it is forgotten", async () => {
    const live = await build(remembering);
    const rows = rowsFor(live);
    const first = Float64Array.from((await live.evaluate(rows)).total);
    expect((await live.evaluate(rows)).total).not.toEqual(first);
    for (const seat of seats) live.loadSeat(seat);
    expect((await live.evaluate(rows)).total).toEqual(first);
  });

  it("moves from seat to seat, and between instances as a whole", async () => {
    const [one, two] = [await build("fixture/streak-v1"), await build("fixture/streak-v1")];
    const rows = rowsFor(one);
    await one.evaluate(rows);
    for (const seat of seats) two.loadSeat(seat, one.saveSeat(seat));
    expect(two.saveSeats()).toEqual(one.saveSeats());
    two.loadSeat(0, one.saveSeat(2));
    expect(two.saveSeat(0)).toEqual(one.saveSeat(2));
    two.loadSeats(one.saveSeats());
    expect((await two.evaluate(rows)).total).toEqual((await one.evaluate(rows)).total);
  });

  it("of another expression or of other seats is foreign, and nothing is changed by it", async () => {
    const live = await build({
      sum: { streak: "fixture/streak-v1", sum: { apply: "fixture/running-v1", to: "fixture/step-v1" } },
    });
    await live.evaluate(rowsFor(live));
    const before = live.saveSeats();
    const plain = await build("fixture/streak-v1");
    for (const bytes of [plain.saveSeat(0), (await build("fixture/step-v1")).saveSeat(0)])
      expect(() => live.loadSeat(0, bytes)).toThrow(foreign);
    for (const bytes of [plain.saveSeats(), pack({}), pack({ seats: [new Uint8Array(1)] })])
      expect(() => live.loadSeats(bytes)).toThrow(foreign);
    const short = { "streak: fixture/streak-v1": new Uint8Array(4), "sum: fixture/running-v1": new Uint8Array(4) };
    expect(() => live.loadSeat(0, pack({ reward: short }))).toThrow(foreign);
    expect(live.saveSeats()).toEqual(before);
  });
});

describe("what it has learned", () => {
  it("changes by learning, not by scoring, and is logged by path", async () => {
    const live = await build({ sum: { steady: "fixture/step-v1", waning: { weight: 4, of: "fixture/fading-v1" } } });
    const rows = rowsFor(live);
    await live.evaluate(rows);
    expect((await live.evaluate(rows)).terms.waning[0]).toBe(4);
    expect(await live.learn(rows, 0)).toEqual({ "waning/strength": 0.5 });
    expect((await live.evaluate(rows)).terms.waning[0]).toBe(2);
  });

  it("of another expression is foreign, whichever way it differs", async () => {
    const saved = await (await build(remembering)).save();
    const refuses = async (expression: RewardExpression, bytes = saved) => {
      const live = await build(expression);
      await expect(live.load(bytes)).rejects.toThrow(foreign);
    };
    await refuses("fixture/step-v1");
    await refuses("fixture/fading-v1");
    await refuses(remembering, await (await build("fixture/step-v1")).save());
    await refuses(remembering, pack({}));
    await refuses(remembering, pack(null));
    await refuses("fixture/fading-v1", pack({ reward: { "fading: fixture/fading-v1": 5 } }));
  });

  it("that is cut short is corrupt", async () => {
    const live = await build(remembering);
    const cut = (await live.save()).slice(0, -1);
    await expect(live.load(cut)).rejects.toMatchObject({ code: "file/corrupt" });
  });
});

it("is harmless to close twice", async () => {
  const live = await build(remembering);
  await live.close();
  await live.close();
});
