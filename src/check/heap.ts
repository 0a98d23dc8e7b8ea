import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

let collect: (() => void) | undefined = globalThis.gc as (() => void) | undefined;

/** Spaces of V8's heap that hold compiled code and what belongs to it: a large env goes on being compiled for long. */
const ofCompiler = /^(code|trusted)/;

/** Memory that is still reachable, array buffers included and compiled code left out [bytes]. */
export function heldBytes(): number {
  if (!collect) {
    setFlagsFromString("--expose-gc");
    collect = runInNewContext("gc") as () => void;
    setFlagsFromString("--no-expose-gc");
  }
  collect(); // what it frees of array buffers is counted off later, and at the latest when the next collection begins
  collect();
  return getHeapSpaceStatistics().reduce(
    (sum, { space_name, space_used_size }) => (ofCompiler.test(space_name) ? sum : sum + space_used_size),
    process.memoryUsage().external,
  );
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
  let rounds = 0;
  const goOn = (more: number) => {
    for (let i = 0; i < more; i++) work();
    rounds += more;
    return Math.max(0, (heldBytes() - before) / rounds);
  };
  let growth = goOn(fewestRounds);
  while (growth > allowed && rounds < mostRounds) growth = goOn(1);
  return growth;
}
