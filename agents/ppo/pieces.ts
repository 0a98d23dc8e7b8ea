import type { Rollout } from "../../src/core/index.ts";

/** What tells the episodes of a rollout apart; rows are steps x seats, time-major. */
export type Episodes = Pick<Rollout, "steps" | "seats" | "present" | "terminated" | "truncated">;

/**
 * Visits every piece of an episode that the rollout holds: the steps [from, to) of a seat, all of them present. A piece
 * begins with its episode or with the rollout, and ends with its episode (`ended`) or with the rollout.
 */
export function eachPiece(
  { steps, seats, present, terminated, truncated }: Episodes,
  visit: (seat: number, from: number, to: number, ended: boolean) => void,
): void {
  for (let seat = 0; seat < seats; seat++) {
    let from = 0;
    for (let step = 0; step < steps; step++) {
      const row = step * seats + seat;
      if (present[row] === 0) {
        from = step + 1;
        continue;
      }
      const ended = terminated[row] === 1 || truncated[row] === 1;
      if (!ended && step < steps - 1 && present[row + seats] !== 0) continue;
      visit(seat, from, step + 1, ended);
      from = step + 1;
    }
  }
}
