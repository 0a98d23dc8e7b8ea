import { closed, opened, putDown, tookUp, unlocked } from "./act.ts";

/** What every task on a grid measures. */
export const features = {
  success: "1",
  failed: "1",
  elapsed: "1", // share of the time limit
  distance: "cells", // of the way to what is asked for next
  carrying: "1",
  seen: "cells", // since the episode began
  progress: "parts", // of the task that are done
} as const;

export const events = {
  opened: "a door was opened",
  closed: "a door was closed",
  unlocked: "a locked door was opened",
  tookUp: "a thing was picked up",
  putDown: "a thing was put down",
  moved: "the agent moved to another cell",
  discovered: "cells were seen for the first time",
} as const;

type Counts = { readonly [K in keyof typeof events]: Int32Array };

/** Counts what an action did. */
export function count(counts: Counts, row: number, done: number): void {
  switch (done) {
    case opened:
      counts.opened[row] = 1;
      return;
    case unlocked:
      counts.opened[row] = 1;
      counts.unlocked[row] = 1;
      return;
    case closed:
      counts.closed[row] = 1;
      return;
    case tookUp:
      counts.tookUp[row] = 1;
      return;
    case putDown:
      counts.putDown[row] = 1;
  }
}
