import { totalmem } from "node:os";
import { fail, type MemoryUse } from "../core/index.ts";

/** Memory of this machine, or of the container that the process may use [bytes]. */
const room = (): number => Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);

/**
 * Refuses params that need more memory than the machine has, before the attempt brings it down.
 * @throws `params/invalid`, naming the largest part
 */
export function requireRoom(owner: string, use: MemoryUse, there = room()): void {
  const needed = Object.values(use).reduce((sum, bytes) => sum + bytes, 0);
  if (needed <= there) return;
  const [largest, bytes] = Object.entries(use).reduce((most, each) => (each[1] > most[1] ? each : most));
  fail("params/invalid", {
    given: `params for ${owner} that need at least ${gigabytes(needed)} of memory, ${gigabytes(bytes)} of it for ${largest}`,
    expected: `at most the ${gigabytes(there)} of this machine`,
    fix: "Smaller layers, minibatches or rollouts need less, and so do fewer worlds.",
  });
}

const gigabytes = (bytes: number) => `${(bytes / 1e9).toPrecision(3)} GB`;
