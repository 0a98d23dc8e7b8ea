import { describe, expect, test } from "vitest";
import {
  agreedOnly,
  agreementOf,
  cohensKappa,
  interval,
  krippendorffsAlpha,
  type Label,
  linear,
  nominal,
} from "../../src/labels/index.ts";

const times = (count: number, a: number, b: number) => Array.from({ length: count }, () => [a, b] as const);

/** Judgements of two from how often each combination occurs. */
function two(...groups: readonly (readonly (readonly [number, number])[])[]) {
  const units = groups.flat();
  return [units.map(([a]) => a), units.map(([, b]) => b)] as const;
}

describe("Cohen's kappa", () => {
  test("of a table of yes and no", () => {
    // both yes 20, both no 15, only a 5, only b 10: observed .7, expected .5 x .6 + .5 x .4 = .5
    const [a, b] = two(times(20, 1, 1), times(5, 1, 0), times(10, 0, 1), times(15, 0, 0));
    expect(cohensKappa(a, b)).toBeCloseTo(0.4, 12);
  });

  test("weighted by how far grades lie apart", () => {
    // a: 0 0 1 2, b: 0 1 1 1. Apart |a - b|: 0 1 0 1, mean .5. By chance: a is 0, 0, 1, 2 against b 0, 1, 1, 1:
    // from 0: 0 1 1 1 = 3, twice; from 1: 1 0 0 0 = 1; from 2: 2 1 1 1 = 5; together 12 of 16 = .75. 1 - .5 / .75 = 1/3
    expect(cohensKappa([0, 0, 1, 2], [0, 1, 1, 1], linear)).toBeCloseTo(1 / 3, 12);
    // squared: mean .5 as before; by chance 3 + 3 + 1 + (4 + 1 + 1 + 1) = 14 of 16. 1 - .5 / .875 = 3/7
    expect(cohensKappa([0, 0, 1, 2], [0, 1, 1, 1], interval)).toBeCloseTo(3 / 7, 12);
  });

  test("counts only what both have judged, and cannot be said of a single judgement", () => {
    const [a, b] = two(times(20, 1, 1), times(5, 1, 0), times(10, 0, 1), times(15, 0, 0));
    expect(cohensKappa([...a, 1, undefined], [...b, undefined, 0])).toBeCloseTo(0.4, 12);
    expect(cohensKappa([1, 1], [1, 1])).toBeUndefined();
    expect(cohensKappa([1, undefined], [undefined, 1])).toBeUndefined();
  });
});

test("Krippendorff's alpha of his own example", () => {
  // Krippendorff 2011, example C: four observers, twelve units, some not judged; nominal .743, interval .849
  const no = undefined;
  const observers = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, no, no, no],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, no, 3],
    [no, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, no],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, no],
  ];
  expect(krippendorffsAlpha(observers, nominal)).toBeCloseTo(0.743, 3);
  expect(krippendorffsAlpha(observers, interval)).toBeCloseTo(0.849, 3);
});

/** A label that says how much better clip `a` is than clip `b`. */
const label = (by: string, a: string, b: string, grade: number | null) => ({ by, a, b, grade }) as unknown as Label;

describe("agreement", () => {
  const labels = [
    label("ada", "1", "2", 3),
    label("ben", "2", "1", -1), // the same, seen the other way round
    label("ada", "3", "4", -2),
    label("ben", "3", "4", -2),
    label("ada", "5", "6", 1),
    label("ben", "5", "6", -1),
    label("ada", "7", "8", 1),
    label("ben", "7", "8", null), // cannot tell
  ];

  test("of two, before and after what they dispute is left out", () => {
    // directions 1 -1 1 and 1 -1 -1: observed 2/3, by chance 2/3 x 1/3 + 1/3 x 2/3 = 4/9; (2/3 - 4/9) / (5/9) = .4
    expect(agreementOf(labels)).toMatchObject({
      labellers: ["ada", "ben"],
      shared: 3,
      agreed: 2,
      measure: "Cohen's kappa",
    });
    expect(agreementOf(labels).kappa).toBeCloseTo(0.4, 12);
    const kept = agreedOnly(labels);
    expect(kept).toHaveLength(6);
    expect(agreementOf(kept)).toMatchObject({ shared: 2, agreed: 2, kappa: 1 });
    // grades 3 -2 and 1 -2: apart (4 + 0) / 2 = 2; by chance (4 + 25 + 9 + 0) / 4 = 9.5; 1 - 2 / 9.5
    expect(agreementOf(kept).weightedKappa).toBeCloseTo(1 - 2 / 9.5, 12);
  });

  test("of more is Krippendorff's", () => {
    const more = [...labels, label("cyd", "1", "2", 1), label("cyd", "3", "4", -1)];
    // directions by pair: 1 1 1, -1 -1 -1, 1 -1. Observed: 2 of the third pair. By chance: 4 and 4 of 8, 2 x 16 / 7.
    expect(agreementOf(more)).toMatchObject({ measure: "Krippendorff's alpha", shared: 3 });
    expect(agreementOf(more).kappa).toBeCloseTo(1 - 2 / (32 / 7), 12);
  });
});
