import type { Told } from "../../report/numbers.ts";
import type { RunResult } from "../result.ts";
import { meanOf } from "../statistics/index.ts";
import { estimate } from "./comparison.ts";

/** What a number did over the second half of training: means of the seeds. */
export interface Course {
  readonly half: number;
  readonly end: number;
  readonly change: Told;
}

/**
 * What training's own return, the yardstick and the watched rewards did over the second half of training. A reward is
 * hacked where the return rises while one of the others falls (Skalse et al. 2022, arXiv:2209.13085).
 */
export interface Drift {
  readonly return: Course;
  readonly score: Course;
  /** By name. */
  readonly watched: { readonly [name: string]: Course };
  /** What fell while the return rose, both with intervals that lie on their side of 0: "the score", "gold". */
  readonly fell: readonly string[];
}

/** Undefined if no run has a curve of at least two points. */
export function driftOf(runs: readonly RunResult[], confidence: number): Drift | undefined {
  const curves = runs.map(({ curve }) => curve).filter(({ steps }) => steps.length > 1);
  if (curves.length === 0) return undefined;
  const over = (all: readonly (readonly number[])[]): Course => {
    const at = (share: number) => all.map((values) => values[Math.round(share * (values.length - 1))]);
    const [half, end] = [at(0.5), at(1)];
    const change = estimate([end.map((value, i) => value - half[i])], ([changes]) => meanOf(changes), confidence);
    return { half: meanOf(half), end: meanOf(end), change };
  };
  const names = Object.keys(curves[0].watched ?? {}).filter((name) => curves.every(({ watched }) => watched?.[name]));
  const own = over(curves.map(({ returns }) => returns));
  const score = over(curves.map(({ scores }) => scores));
  const watched = Object.fromEntries(names.map((name) => [name, over(curves.map((curve) => curve.watched![name]))]));
  const rose = (own.change.low ?? 0) > 0;
  const courses = [["the score", score], ...Object.entries(watched)] as const;
  const fell = courses.filter(([, { change }]) => rose && (change.high ?? 0) < 0).map(([name]) => name);
  return { return: own, score, watched, fell };
}
