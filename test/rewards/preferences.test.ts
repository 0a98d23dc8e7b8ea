import { describe, expect, it } from "vitest";
import { labelledPairs } from "../../rewards/preferences/labels.ts";
import { drawPairs, rowsOf, segmentsIn, valuesOf } from "../../rewards/preferences/segments.ts";
import { compare, type TeacherHabits, worthTo } from "../../rewards/preferences/teacher.ts";
import { preferences } from "../../rewards/transforms/preferences.ts";
import { type AnyInner, bindTransform, generator, type Params, rewardRows } from "../../src/core/index.ts";
import { rewardHost } from "../../src/reward/index.ts";

const perfect: TeacherHabits = { rationality: 0, myopia: 1, mistakes: 0, ties: 0, skipBelow: -1e300 };
const rng = () => generator(1, "teacher");
const share = (habits: Partial<TeacherHabits>, a: number, b: number) => {
  const chance = rng();
  let preferred = 0;
  for (let i = 0; i < 4000; i++) preferred += compare({ ...perfect, ...habits }, a, b, chance) ?? 0;
  return preferred / 4000;
};

describe("a teacher", () => {
  it("prefers what is worth more, and says so always", () => {
    expect([share({}, 2, 1), share({}, 1, 2)]).toEqual([1, 0]);
  });

  it("errs by its habits", () => {
    expect(share({ rationality: 2 }, 1.5, 1)).toBeCloseTo(1 / (1 + Math.exp(-1)), 1);
    expect(share({ mistakes: 0.1 }, 2, 1)).toBeCloseTo(0.9, 1);
    expect(compare({ ...perfect, ties: 0.5 }, 1.2, 1, rng())).toBe(0.5);
    expect(compare({ ...perfect, skipBelow: 3 }, 1, 2, rng())).toBeUndefined();
  });

  it("counts early steps less where it is myopic", () => {
    expect(worthTo(perfect, [1, 2, 3])).toBe(6);
    expect(worthTo({ ...perfect, myopia: 0.5 }, [1, 2, 3])).toBe(0.25 + 1 + 3);
    expect(worthTo({ ...perfect, myopia: 0 }, [1, 2, 3])).toBe(3);
  });
});

describe("segments", () => {
  const flags = (rows: number, ...set: number[]) =>
    Uint8Array.from({ length: rows }, (_, row) => Number(set.includes(row)));

  it("lie within one episode of one seat that was there", () => {
    // two seats: the first ends its episode with step 1, the second is absent in step 2
    const rows = {
      ...{ steps: 4, seats: 2, terminated: flags(8, 2), truncated: new Uint8Array(8) },
      present: Uint8Array.from({ length: 8 }, (_, row) => (row === 5 ? 0 : 1)),
    };
    const found = (length: number) => segmentsIn(rows, length).map((each) => [each.begin, each.length]);
    expect(found(2)).toEqual([
      [0, 2],
      [2, 1], // short, because its episode ended
      [4, 2],
      [1, 2],
    ]);
    expect(found(3)).toEqual([
      [0, 2],
      [2, 1],
    ]);
    expect(found(1)).toEqual([0, 2, 4, 6, 1, 3, 7].map((begin) => [begin, 1]));
  });

  it("that a time limit cut short are none", () => {
    const cut = { steps: 3, seats: 1, terminated: flags(3), truncated: flags(3, 1), present: flags(3, 0, 1, 2) };
    expect(segmentsIn(cut, 3)).toEqual([]);
  });

  it("are cut out of the rows of their seat", () => {
    const columns = Float32Array.from({ length: 12 }, (_, i) => i); // 3 steps of 2 seats, 2 numbers a row
    const segment = { begin: 1, length: 2 };
    expect([...rowsOf(columns, 2, segment, 2)]).toEqual([2, 3, 6, 7]);
    expect([...valuesOf([0, 1, 2, 3, 4, 5], segment, 2)]).toEqual([1, 3]);
  });

  it("are compared with others, never with themselves", () => {
    const all = [3, 5, 9].map((begin) => ({ begin, length: 2 }));
    const pairs = drawPairs(all, 200, generator(1, "pairs"));
    expect(pairs).toHaveLength(200);
    expect(pairs.every(([a, b]) => a !== b)).toBe(true);
    expect(new Set(pairs.map(([a, b]) => `${a.begin} ${b.begin}`)).size).toBe(6);
    expect(drawPairs(all.slice(1, 2), 5, generator(1, "pairs"))).toEqual([]);
  });
});

it("labelled pairs are filled up, saved and loaded; those of another size are refused", () => {
  const pairs = labelledPairs(2, 3, 1);
  pairs.add(Float32Array.of(1, 2, 3), Float32Array.of(4), 1);
  const again = labelledPairs(2, 3, 1);
  again.load(pairs.save());
  expect([...again.first(), ...again.second(), ...again.labels()]).toEqual([1, 2, 3, 4, 0, 0, 1]);
  expect([...again.firstLive(), ...again.secondLive()]).toEqual([1, 1, 1, 1, 0, 0]);
  expect(() => labelledPairs(2, 2, 1).load(pairs.save())).toThrow("labelled pairs");
});

describe("a learned preference", () => {
  const settings = {
    budget: 60,
    atFirst: 1,
    sitting: 1,
    segment: 5,
    recent: 160,
    hidden: [16],
    minibatch: 16,
    gradientSteps: 100,
  };
  const open = (params: Params = {}, overlap = false) =>
    bindTransform(preferences, { ...settings, ...params }).create(
      rewardHost({ goal: "", stepSeconds: 0 }, { seats: 4, seed: 3, overlap }),
    );
  const chance = generator(4, "lived");
  /** Rows of two numbers, of which the inner reward is the first. */
  const lived = (steps = 40): AnyInner => {
    const rows = steps * 4;
    const observations = Float32Array.from({ length: 2 * rows }, () => chance.normal());
    return {
      ...rewardRows({
        ...{ steps, seats: 4, observations, observationSize: 2, actions: new Float32Array(rows), actionSize: 1 },
        ...{ terminated: new Uint8Array(rows), truncated: new Uint8Array(rows) },
      }),
      values: Float64Array.from({ length: rows }, (_, row) => observations[2 * row]),
      before: new Float64Array(0),
    };
  };

  async function correlation(live: ReturnType<typeof open>): Promise<number> {
    const batch = lived();
    const out = new Float64Array(batch.rows);
    await live.apply(batch, out);
    const values = batch.values as Float64Array;
    const mean = (array: Float64Array) => array.reduce((sum, each) => sum + each, 0) / array.length;
    const [a, b] = [mean(out), mean(values)];
    let [both, one, other] = [0, 0, 0];
    out.forEach((each, i) => {
      both += (each - a) * (values[i] - b);
      one += (each - a) ** 2;
      other += (values[i] - b) ** 2;
    });
    return both / Math.sqrt(one * other);
  }

  it("is like the reward that its teacher sees, from comparisons alone", async () => {
    const live = open({ budget: 400, gradientSteps: 300, recent: 400 });
    const metrics = await live.learn!(lived(100), 0);
    expect(metrics).toMatchObject({ labels: 400 });
    expect(await correlation(live)).toBeGreaterThan(0.85);
    await live.close!();
  });

  it("asks for its budget by the run's progress, and for no more", async () => {
    const live = open({ budget: 40, atFirst: 0.25, until: 0.5, sitting: 8 });
    const asked = [];
    for (const progress of [0, 0.05, 0.25, 0.5, 1])
      asked.push(((await live.learn!(lived(), progress)) as { labels: number }).labels);
    expect(asked).toEqual([10, 10, 25, 40, 40]);
    await live.close!();
  });

  it("learns on from what it saved, to the last bit", async () => {
    const [live, again] = [open({ budget: 20, atFirst: 0.5 }), open({ budget: 20, atFirst: 0.5 })];
    const [first, second] = [lived(), lived()];
    await live.learn!(first, 0);
    await again.load!((await live.save!()) as Uint8Array);
    for (const each of [live, again]) await each.learn!(second, 0.9);
    expect(await again.save!()).toEqual(await live.save!());
    for (const each of [live, again]) await each.close!();
  });

  it("learns the same in a thread of its own, where the agent learns meanwhile", async () => {
    const [here, aside] = [open({ budget: 10 }), open({ budget: 10 }, true)];
    const batch = lived();
    for (const live of [here, aside]) await live.learn!(batch, 0);
    expect(await aside.save!()).toEqual(await here.save!());
    for (const live of [here, aside]) await live.close!();
  });

  it("of listed features sees nothing else", async () => {
    const seen = open({ budget: 300, gradientSteps: 400, features: ["worth"], recent: 400 });
    const batch = (steps = 100) => {
      const rows = lived(steps);
      const worth = Float64Array.from(rows.values as Float64Array, (value) => 3 * value);
      return { ...rows, features: { worth }, observations: new Float32Array(0), observationSize: 0 };
    };
    await seen.learn!(batch(), 0);
    const { features, ...rest } = batch(40);
    const out = new Float64Array(rest.rows);
    await seen.apply({ ...rest, features }, out);
    const byWorth = Array.from(out.keys()).sort((a, b) => features.worth[a] - features.worth[b]);
    const mean = (rows: readonly number[]) => rows.reduce((sum, row) => sum + out[row], 0) / rows.length;
    expect(mean(byWorth.slice(80))).toBeGreaterThan(mean(byWorth.slice(0, 80)) + 0.3);
    await seen.close!();
  });
});
