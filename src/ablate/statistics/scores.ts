import { fail } from "../../core/index.ts";

/** One number a run, `scores[task][run]`; comparable across tasks, so normalised where there are several. */
export type Scores = readonly (readonly number[])[];

/** What is summed up of scores: a pure function that keeps nothing of the array, which its caller may write over. */
export type Statistic = (scores: Scores) => number;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A number taken from runs, with the interval of what other runs would have given. */
export interface Estimate extends Interval {
  readonly value: number;
}

/** @throws statistics/scores unless every task has enough runs, each with a finite score */
export function checkScores(scores: Scores, fewest = 2): void {
  if (scores.length === 0) fail("statistics/scores", { given: "no task", expected: "scores of at least one task" });
  scores.forEach((runs, task) => {
    if (runs.length < fewest)
      fail("statistics/scores", {
        given: `task ${task} with a number of runs of ${runs.length}`,
        expected: `at least ${fewest}`,
        fix: "Run more seeds.",
      });
    const wrong = runs.findIndex((score) => !Number.isFinite(score));
    if (wrong >= 0)
      fail("statistics/scores", {
        given: `${runs[wrong]} in run ${wrong} of task ${task}`,
        expected: "a finite score",
      });
  });
}

/** @throws statistics/scores unless both have the same tasks, and each task the same number of runs */
export function checkPairs(x: Scores, y: Scores): void {
  checkScores(x);
  checkScores(y);
  const shape = (scores: Scores) => scores.map((runs) => runs.length).join(", ");
  if (shape(x) !== shape(y))
    fail("statistics/scores", {
      given: `runs per task of ${shape(x)} beside ${shape(y)}`,
      expected: "pairs, one of each a seed",
      fix: "Keep the seeds that both have.",
    });
}
