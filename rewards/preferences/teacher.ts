import type { Rng } from "../../src/core/index.ts";

/** How a made-up teacher errs (Lee et al. 2021, B-Pref, arXiv 2111.03026). */
export interface TeacherHabits {
  /** How sharply it tells better from worse [per unit of reward]; 0 means always. */
  readonly rationality: number;
  /** What a step counts less than the one after it: 1 sees all of a segment, less mostly its end. */
  readonly myopia: number;
  /** Share of its answers that are the wrong way round. */
  readonly mistakes: number;
  /** Differences up to this are a tie [unit of reward]. */
  readonly ties: number;
  /** Segments both worth less than this are skipped: nobody can tell bad from bad. */
  readonly skipBelow: number;
}

/** 1 where the first segment is better, 0 where the second is, 0.5 for a tie. */
export type Answer = 0 | 0.5 | 1;

/** What a segment is worth to the teacher. */
export function worthTo({ myopia }: TeacherHabits, rewards: ArrayLike<number>): number {
  let sum = 0;
  for (let step = 0; step < rewards.length; step++) sum = sum * myopia + rewards[step];
  return sum;
}

/** Compares two segments by what they are worth; nothing where it skips them. */
export function compare(habits: TeacherHabits, a: number, b: number, rng: Rng): Answer | undefined {
  const { rationality, mistakes, ties, skipBelow } = habits;
  if (Math.max(a, b) < skipBelow) return undefined;
  if (Math.abs(a - b) <= ties) return 0.5;
  const prefersFirst = rationality > 0 ? rng.uniform() < 1 / (1 + Math.exp(rationality * (b - a))) : a > b;
  const isMistaken = mistakes > 0 && rng.uniform() < mistakes;
  return prefersFirst !== isMistaken ? 1 : 0;
}
