import type { RewardRows, Rng } from "../core/index.ts";

/**
 * Which achieved values become the goal of what begins at a row: `future`, those after it or a later row of its episode,
 * each as likely; `final`, those of its episode's last row; `random`, those of any row, each as likely.
 * Andrychowicz et al. (2017), Hindsight Experience Replay, arXiv 1707.01495, sections 3.3 and 4.5.
 */
export const goalStrategies = ["future", "final", "random"] as const;
export type GoalStrategy = (typeof goalStrategies)[number];

type Lived = Pick<RewardRows, "rows" | "seats" | "present" | "terminated" | "truncated">;

/** Whether a row is the first of its episode among the rows. */
export const isFirst = ({ seats, present, terminated, truncated }: Lived, row: number): boolean =>
  present[row] === 1 &&
  (row < seats || present[row - seats] === 0 || terminated[row - seats] + truncated[row - seats] > 0);

/** The last row of a row's episode among the rows, whether or not the episode ends there. */
export function lastOf({ rows, seats, present, terminated, truncated }: Lived, row: number): number {
  let last = row;
  while (terminated[last] + truncated[last] === 0 && last + seats < rows && present[last + seats]) last += seats;
  return last;
}

/** The row whose achieved values become the goal. @param last of the row's episode */
export function goalRow(strategy: GoalStrategy, given: Lived, row: number, last: number, rng: Rng): number {
  switch (strategy) {
    case "final":
      return last;
    case "future":
      return row + given.seats * rng.integer((last - row) / given.seats + 1);
    case "random": {
      let any = rng.integer(given.rows);
      while (given.present[any] === 0) any = rng.integer(given.rows); // ends, since `row` is present
      return any;
    }
  }
}
