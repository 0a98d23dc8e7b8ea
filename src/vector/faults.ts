import type { Fault } from "../core/index.ts";
import type { VectorMemory } from "./memory.ts";

/** A fault as first reported; the vector adds the rest. */
export type FaultReport = Pick<Fault, "worlds" | "cause">;

/** A world that fails this often without a completed step in between is given up. */
export const mostFailures = 3;

/** Marks the rows of a world that is lost: their trajectories end here, at the last observation known before this step. */
export function breakOff(memory: VectorMemory, world: number, seats: number): void {
  const { terminated, truncated, broken, acted, framed, events } = memory;
  for (let row = world * seats; row < (world + 1) * seats; row++) {
    terminated[row] = 0;
    truncated[row] = acted[row];
    broken[row] = 1;
    for (const column of Object.values(events)) column[row] = 0;
  }
  if (framed.length) framed[world] = 0;
}
