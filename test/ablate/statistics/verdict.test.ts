import { expect, test } from "vitest";
import { minimumDetectableEffect, type PairedDifference, verdict } from "../../../src/ablate/statistics/index.ts";

const compared = { x: "dense", y: "sparse", measure: "score" };
const difference = (value: number, low: number, high: number): PairedDifference => ({
  value,
  low,
  high,
  pValue: 0.5,
  standardError: 0.1,
  pairs: 10,
  tasks: 1,
});

test("better above 0, worse below, and the other way round where less is better", () => {
  expect(verdict(difference(0.1234, 0.05, 0.2), compared)).toMatchObject({
    answer: "better",
    sentence: "dense is better than sparse: its score is 0.123 higher (95 % interval 0.05 to 0.2)",
  });
  expect(verdict(difference(-0.1, -0.2, -0.05), compared)).toMatchObject({
    answer: "worse",
    sentence: "dense is worse than sparse: its score is 0.1 lower (95 % interval -0.2 to -0.05)",
  });
  const gap = { ...compared, measure: "gap", moreIsBetter: false };
  expect(verdict(difference(0.1, 0.05, 0.2), gap)).toMatchObject({
    answer: "worse",
    sentence: "dense is worse than sparse: its gap is 0.1 higher (95 % interval 0.05 to 0.2)",
  });
});

test("cannot tell across 0, and says which difference would have shown", () => {
  const { answer, sentence, detectable } = verdict(difference(0.1, -0.1, 0.3), compared);
  expect(answer).toBe("cannot tell");
  // 0.9947 of a deviation of 0.1 x sqrt(10)
  expect(detectable).toBeCloseTo(minimumDetectableEffect(0.1 * Math.sqrt(10), 10), 12);
  expect(sentence).toBe(
    "Cannot tell whether dense is better than sparse: the difference in score is 0.1 (95 % interval -0.1 to 0.3); 10 pairs of runs find a difference of 0.315 or more in 4 of 5 cases, and smaller ones less often",
  );
});

test("an end at 0 is not beyond it, and no difference at all is said", () => {
  expect(verdict(difference(0.1, 0, 0.3), compared).answer).toBe("cannot tell");
  expect(verdict({ ...difference(0, 0, 0), standardError: 0 }, compared).sentence).toBe(
    "Cannot tell dense from sparse: the score is the same however the 10 pairs of runs are drawn again",
  );
});

test("says of how many comparisons and which confidence", () => {
  const { sentence } = verdict(difference(0.1, 0.05, 0.2), { ...compared, comparisons: 7, confidence: 0.9 });
  expect(sentence).toContain("(90 % interval, for all 7 comparisons at once, 0.05 to 0.2)");
});
