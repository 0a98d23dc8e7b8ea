import { expect, test } from "vitest";
import { minimumDetectableEffect, type PairedDifference, verdict } from "../../../src/ablate/statistics/index.ts";

const compared = { x: "dense", y: "sparse", measure: "score", range: 1 };
const difference = (value: number, low: number, high: number): PairedDifference => ({
  value,
  interval: { low, high },
  pValue: 0.5,
  pairs: 10,
  needed: 6,
  tasks: 1,
});

test("better above 0, worse below, and the other way round where less is better", () => {
  expect(verdict(difference(0.1234, 0.05, 0.2), compared)).toMatchObject({
    answer: "better",
    label: "better",
    sentence: "dense is better than sparse: its score is 0.123 higher (95 % interval 0.05 to 0.2)",
  });
  expect(verdict(difference(-0.1, -0.2, -0.05), compared)).toMatchObject({
    answer: "worse",
    sentence: "dense is worse than sparse: its score is 0.1 lower (95 % interval −0.2 to −0.05)",
  });
  const gap = { ...compared, measure: "gap", moreIsBetter: false };
  expect(verdict(difference(0.1, 0.05, 0.2), gap)).toMatchObject({
    answer: "worse",
    sentence: "dense is worse than sparse: its gap is 0.1 higher (95 % interval 0.05 to 0.2)",
  });
});

test("cannot tell across 0, and says which difference would have shown", () => {
  const { answer, label, sentence, detectable } = verdict(difference(0.1, -0.1, 0.3), compared);
  expect([answer, label]).toEqual(["cannot tell", "cannot tell"]);
  // half the width is 0.2; times 1 + 0.8834 / 2.2622, Student's quantiles for 9 degrees of freedom
  expect(detectable).toBeCloseTo(0.2781, 4);
  expect(detectable).toBe(minimumDetectableEffect({ low: -0.1, high: 0.3 }, 9));
  expect(sentence).toBe(
    "Cannot tell whether dense is better than sparse: the difference in score is 0.1 (95 % interval −0.1 to 0.3); 10 pairs of runs show a difference of 0.278 in 4 of 5 cases, smaller ones less often",
  );
});

test("too few seeds are the reason wherever there is no interval", () => {
  const few = { ...difference(0.5, 0, 0), interval: undefined, pairs: 4 };
  expect(verdict(few, compared)).toEqual({
    answer: "cannot tell",
    label: "cannot tell: too few seeds",
    tooFew: "4 pairs of runs may agree by luck, and a verdict at 95 % takes 6",
    sentence:
      "Cannot tell whether dense is better than sparse: too few seeds. 4 pairs of runs may agree by luck, and a verdict at 95 % takes 6",
  });
  expect(verdict({ ...few, needed: 8 }, { ...compared, comparisons: 4 }).tooFew).toBe(
    "4 pairs of runs may agree by luck, and a verdict at 95 % on 4 comparisons takes 8",
  );
});

test("seeds that could show no difference within the range can tell nothing", () => {
  // half the width is 0.8, and 1.39 times that is beyond 1
  const { label, sentence } = verdict(difference(0.1, -0.7, 0.9), compared);
  expect(label).toBe("these seeds can tell nothing");
  expect(sentence).toMatch(/these seeds can tell nothing, for only a difference beyond the score's whole range/);
  expect(verdict(difference(0.1, -0.7, 0.9), { ...compared, range: undefined }).label).toBe("cannot tell");
});

test("a difference of less than a hundredth of the range is small", () => {
  expect(verdict(difference(0.0094, 0.0078, 0.0111), compared)).toMatchObject({
    answer: "better",
    label: "slightly better",
    sentence:
      "dense is slightly better than sparse: its score is 0.0094 higher (95 % interval 0.0078 to 0.0111), less than 1 % of the score's range",
  });
  expect(verdict(difference(0.001, -0.002, 0.003), compared)).toMatchObject({
    answer: "about the same",
    sentence:
      "dense and sparse are about the same: the difference in score is 0.001 (95 % interval −0.002 to 0.003), less than 1 % of the score's range either way",
  });
  // an interval that reaches a difference that matters leaves it open
  expect(verdict(difference(0.001, -0.002, 0.01), compared).answer).toBe("cannot tell");
  // a return has no range to be small in
  const returns = { ...compared, measure: "return", range: undefined };
  expect(verdict(difference(0.001, -0.002, 0.003), returns).answer).toBe("cannot tell");
  expect(verdict(difference(0.002, 0.001, 0.003), returns).label).toBe("better");
});

test("an end at 0 is not beyond it, and no difference at all is said", () => {
  expect(verdict(difference(0.1, 0, 0.3), compared).answer).toBe("cannot tell");
  expect(verdict(difference(0, 0, 0), { ...compared, range: undefined }).sentence).toBe(
    "dense and sparse are about the same: no difference in score in 10 pairs of runs",
  );
});

test("says of how many comparisons and which confidence", () => {
  const { sentence } = verdict(difference(0.1, 0.05, 0.2), { ...compared, comparisons: 7, confidence: 0.9 });
  expect(sentence).toContain("(90 % interval, for all 7 comparisons at once, 0.05 to 0.2)");
});
