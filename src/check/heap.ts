import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

let collect: (() => void) | undefined = globalThis.gc as (() => void) | undefined;

/** Memory that is still reachable, array buffers included [bytes]. */
export function heldBytes(): number {
  if (!collect) {
    setFlagsFromString("--expose-gc");
    collect = runInNewContext("gc") as () => void;
    setFlagsFromString("--no-expose-gc");
  }
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const [fewestRounds, mostRounds] = [6, 24];

/**
 * How much memory work goes on taking each time it is done [bytes]: the mean since it was warm. While that is more than
 * allowed the work goes on, up to a limit: what a compiler takes once fades in the mean, a leak stays.
 */
export function growthOf(work: () => void, allowed: number): number {
  work();
  work();
  const before = heldBytes();
  let growth = 0;
  for (let rounds = 1; rounds <= fewestRounds || (growth > allowed && rounds <= mostRounds); rounds++) {
    work();
    growth = Math.max(0, (heldBytes() - before) / rounds);
  }
  return growth;
}
