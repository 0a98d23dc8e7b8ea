import { fail } from "../../core/index.ts";

/** One number per run, `scores[task][run]`; normalised if there are several tasks, so that they are comparable. */
export type Scores = readonly (readonly number[])[];

/** A summary of scores: a pure function that must not keep the array, because the caller reuses it. */
export type Statistic = (scores: Scores) => number;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** An estimate from runs, with its confidence interval. */
export interface Estimate extends Interval {
  readonly value: number;
}

/** @throws statistics/scores unless every task has enough runs, each with a finite score */
export function checkScores(scores: Scores, fewest = 2): void {
  if (scores.length === 0) fail("statistics/scores", { given: "no task", expected: "scores of at least one task" });
  scores.forEach((runs, task) => {
    if (runs.length < fewest)
      fail("statistics/scores", {
        given: `task ${task} with ${runs.length} runs`,
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

/** @throws statistics/scores unless both have the same tasks with the same numbers of runs */
export function checkPairs(x: Scores, y: Scores): void {
  checkScores(x);
  checkScores(y);
  const shape = (scores: Scores) => scores.map((runs) => runs.length).join(", ");
  if (shape(x) !== shape(y))
    fail("statistics/scores", {
      given: `runs per task of ${shape(x)} beside ${shape(y)}`,
      expected: "pairs: for each seed one run of either side",
      fix: "Keep the seeds that both have.",
    });
}
