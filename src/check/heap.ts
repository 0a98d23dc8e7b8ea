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

/**
 * How much memory work goes on taking each time it is done [bytes]: the mean of three times after two that warm up;
 * the lesser of two such means, since a compiler at work looks like growth once, but not twice.
 */
export function growthOf(work: () => void): number {
  work();
  work();
  const measure = () => {
    const before = heldBytes();
    for (let time = 0; time < 3; time++) work();
    return Math.max(0, (heldBytes() - before) / 3);
  };
  return Math.min(measure(), measure());
}
