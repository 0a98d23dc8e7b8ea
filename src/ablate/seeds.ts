import { fail } from "../core/index.ts";
import type { Question } from "./question.ts";
import { fewestRuns } from "./statistics/index.ts";

const fewest = 3; // below this a spread says nothing

/** The seeds of a question. @throws `ablate/question` for one twice */
export function seedsOf({ seeds }: Question): number[] {
  if (typeof seeds === "number") return Array.from({ length: seeds }, (_, i) => i + 1);
  const twice = seeds.find((seed, i) => seeds.indexOf(seed) !== i);
  if (twice !== undefined) fail("ablate/question", { given: `the seed ${twice} twice`, expected: "distinct seeds" });
  return [...seeds];
}

/**
 * What to know of an interval from so few seeds.
 * @throws `ablate/question` where a confidence is asked for by number and fewer than three seeds are to give it
 */
export function seedNotices({ confidence, envs = [] }: Question, seeds: readonly number[]): string[] {
  const needed = Math.max(fewest, fewestRuns(confidence, Math.max(1, envs.length)));
  if (seeds.length >= needed) return [];
  const few = `${seeds.length} ${seeds.length === 1 ? "seed" : "seeds"}`;
  if (confidence !== undefined && seeds.length < fewest)
    fail("ablate/question", {
      given: `${few} for an interval of ${100 * confidence} %`,
      expected: `at least ${needed} seeds`,
      fix: "Leave `confidence` away to run them all the same.",
    });
  return [`${few} cannot give an interval that holds: it takes ${needed}.`];
}
