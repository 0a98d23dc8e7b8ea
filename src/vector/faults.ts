import type { Fault } from "../core/index.ts";
import type { VectorMemory } from "./memory.ts";

/** A fault as first reported; the vector adds the rest. */
export type FaultReport = Pick<Fault, "worlds" | "cause">;

/** A world that fails this many times without completing a step in between is given up. */
export const mostFailures = 3;

/** Marks a row whose world is lost: its trajectory ends here, at the last observation known before this step. */
export function breakOff({ terminated, truncated, broken, framed, events }: VectorMemory, row: number): void {
  terminated[row] = 0;
  truncated[row] = 1;
  broken[row] = 1;
  if (framed.length) framed[row] = 0;
  for (const column of Object.values(events)) column[row] = 0;
}
