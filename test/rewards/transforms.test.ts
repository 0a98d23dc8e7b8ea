import { describe, expect, test } from "vitest";
import { apply, open, transforms } from "./apply.ts";

test("scale", () => {
  expect(apply(open(transforms.get("transform/scale-v1"), { factor: -2, offset: 1 }), [0, 1, -3])).toEqual([1, -1, 7]);
  expect(apply(open(transforms.get("transform/scale-v1")), [0, 1, -3])).toEqual([0, 1, -3]);
});

test("clamp", () => {
  const clamp = transforms.get("transform/clamp-v1");
  expect(apply(open(clamp), [-5, 0.5, 5])).toEqual([-1, 0.5, 1]);
  expect(apply(open(clamp, { low: 0, high: 3 }), [-5, 0.5, 5])).toEqual([0, 0.5, 3]);
  expect(() => open(clamp, { low: 2 })).toThrow("params/invalid");
});

describe("normalise", () => {
  const normalise = transforms.get("transform/normalise-v2");

  test("divides by the deviation of all values so far", () => {
    const live = open(normalise);
    expect(apply(live, [1, 3])).toEqual([1, 3]); // mean 2, deviation 1
    // 1, 3, 5, 7: mean 4, squares 9 + 1 + 1 + 9 = 20, deviation sqrt(5)
    const [a, b] = apply(live, [5, 7]);
    expect(a).toBeCloseTo(5 / Math.sqrt(5), 12);
    expect(b).toBeCloseTo(7 / Math.sqrt(5), 12);
  });

  test("takes the mean away if asked", () => {
    const live = open(normalise, { centre: true });
    apply(live, [1, 3]);
    expect(apply(live, [5, 7])[0]).toBeCloseTo(1 / Math.sqrt(5), 12);
  });

  test("leaves values that never vary as they are", () => {
    expect(apply(open(normalise), Array(1000).fill(-0.1))[999]).toBe(-0.1);
    expect(apply(open(normalise), [0, 0])).toEqual([0, 0]);
  });

  test("goes on from what was saved", () => {
    const [one, two] = [open(normalise), open(normalise)];
    apply(one, [1, 2, 30]);
    two.load?.(one.save!() as Uint8Array);
    expect(apply(two, [4, 5])).toEqual(apply(one, [4, 5]));
    expect(() => two.load?.(new Uint8Array(3))).toThrow("file/corrupt");
  });
});

describe("potential", () => {
  const potential = transforms.get("transform/potential-v1");

  test("pays the discounted growth, and takes all back where the episode terminates", () => {
    const live = open(potential, { gamma: 0.5 });
    // 0.5 * 4 - 1, 0.5 * 6 - 4, 0 - 6, 0.5 * 8 - 2 where only truncated
    const paid = apply(live, [4, 6, 9, 8], { before: [1, 4, 6, 2], ends: "..tu" });
    expect(paid).toEqual([1, -1, -6, 2]);
  });

  test("adds up to minus the first potential over a terminated episode", () => {
    const gamma = 0.9;
    const potentials = [3, -1, 4, 1, 5];
    const paid = apply(open(potential, { gamma }), potentials.slice(1), {
      before: potentials.slice(0, -1),
      ends: "...t",
    });
    const sum = paid.reduce((total, value, step) => total + gamma ** step * value, 0);
    expect(sum).toBeCloseTo(-3, 12);
  });
});

describe("delay", () => {
  const delay = transforms.get("transform/delay-v1");

  test("pays every so many steps and at the episode's end", () => {
    expect(apply(open(delay, { steps: 3 }), [1, 2, 3, 4, 5, 6, 7], { ends: "....t.." })).toEqual([0, 0, 6, 0, 9, 0, 0]);
    expect(apply(open(delay, { steps: 3 }), [1, 2, 3, 4], { ends: "u" })).toEqual([1, 0, 0, 9]);
  });

  test("keeps worlds apart", () => {
    // two worlds, rows by step: 1 | 10, 2 | 20, 3 | 30; the second world ends after its first step
    const paid = apply(open(delay, { steps: 2 }, 2), [1, 10, 2, 20, 3, 30], { seats: 2, ends: ".t...." });
    expect(paid).toEqual([0, 10, 3, 0, 0, 50]);
  });

  test("carries what is owed into the next rollout, also through save and load", () => {
    const one = open(delay, { steps: 3 });
    expect(apply(one, [1, 2])).toEqual([0, 0]);
    const two = open(delay, { steps: 3 });
    two.loadSeat!(0, one.saveSeat!(0));
    expect(apply(two, [3, 4])).toEqual([6, 0]);
  });

  test("one step of delay changes nothing; a broken number of steps is refused", () => {
    expect(apply(open(delay, { steps: 1 }), [1, -2, 3])).toEqual([1, -2, 3]);
    expect(() => open(delay, { steps: 2.5 })).toThrow("params/invalid");
    expect(() => open(delay, { steps: 0 })).toThrow("params/invalid");
  });
});
