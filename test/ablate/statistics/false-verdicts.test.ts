import { expect, test } from "vitest";
import { type Distribution, distributions, falseVerdicts } from "./false-verdicts.ts";

const names = Object.keys(distributions) as Distribution[];

test.each(names)("%s scores: too few seeds never give a verdict", (distribution) => {
  for (const seeds of [2, 3, 4, 5]) expect(falseVerdicts({ distribution, seeds, variants: 1, trials: 50 })).toBe(0);
  for (const seeds of [2, 5, 7]) expect(falseVerdicts({ distribution, seeds, variants: 4, trials: 50 })).toBe(0);
});

// the slow test next to this one has more trials and a closer bound
test.each(names)("%s scores: enough seeds rarely give a verdict where nothing differs", (distribution) => {
  // 5 % of 150 trials are 7.5, with a standard deviation of 2.7
  for (const seeds of [6, 7])
    expect(falseVerdicts({ distribution, seeds, variants: 1, trials: 150 })).toBeLessThan(0.11);
  expect(falseVerdicts({ distribution, seeds: 8, variants: 4, trials: 20 })).toBeLessThan(0.26);
});
