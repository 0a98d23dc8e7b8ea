import { fail } from "../core/index.ts";
import type { Question } from "./question.ts";
import { fewestPairs, fewestRuns } from "./statistics/index.ts";

/** The seeds of a question. @throws `ablate/question` for one twice */
export function seedsOf({ seeds }: Question): number[] {
  if (typeof seeds === "number") return Array.from({ length: seeds }, (_, i) => i + 1);
  const twice = seeds.find((seed, i) => seeds.indexOf(seed) !== i);
  if (twice !== undefined) fail("ablate/question", { given: `the seed ${twice} twice`, expected: "distinct seeds" });
  return [...seeds];
}

/**
 * Warnings about answers for which there are too few seeds.
 * @param comparisons number of variants that are compared with the first one
 * @throws `ablate/question` if the question demands a confidence that the seeds cannot give
 */
export function seedNotices(
  { confidence, envs = [], evaluation }: Question,
  seeds: readonly number[],
  comparisons: number,
): string[] {
  const forInterval = fewestRuns(confidence, Math.max(1, envs.length));
  const forVerdict = comparisons > 0 ? fewestPairs(confidence, comparisons) : 0;
  const few = `${seeds.length} ${seeds.length === 1 ? "seed" : "seeds"}`;
  if (confidence !== undefined && seeds.length < forInterval)
    fail("ablate/question", {
      given: `${few} for an interval of ${100 * confidence} %`,
      expected: `at least ${forInterval} seeds`,
      fix: "Remove `confidence` to run them anyway.",
    });
  const together = envs.length > 1 && evaluation?.measure !== "return" && seeds.length * envs.length >= forVerdict;
  const where = together ? " on each environment alone" : "";
  const over = comparisons > 1 ? ` on ${comparisons} comparisons` : "";
  return [
    ...(seeds.length < forInterval ? [`${few} cannot give an interval: it takes ${forInterval}.`] : []),
    ...(seeds.length < forVerdict ? [`${few} cannot give a verdict${over}${where}: it takes ${forVerdict}.`] : []),
  ];
}
