import { fail } from "../../../src/core/index.ts";
import { type Trace, traceSeconds } from "./map.ts";

const fastest = 100; // [m/s]

/** Checks recorded drives, whose form is right. @throws `map/invalid`, naming the trace by its place in the list */
export function checkTraces(traces: readonly Trace[], what: string): void {
  const invalid = (given: string, expected: string) => fail("map/invalid", { given: `${given} of ${what}`, expected });
  let driven = -1;
  for (const [i, { start, poses, ego }] of traces.entries()) {
    for (let k = 1; k < poses.length; k++) {
      const jump = Math.sqrt((poses[k][0] - poses[k - 1][0]) ** 2 + (poses[k][1] - poses[k - 1][1]) ** 2);
      if (jump > fastest * traceSeconds)
        invalid(
          `a jump of ${jump.toFixed(1)} m from pose ${k - 1} to pose ${k} in trace ${i}`,
          `at most ${fastest * traceSeconds} m: there is a pose every ${traceSeconds} s`,
        );
    }
    if (!ego) continue;
    if (driven >= 0) invalid(`traces ${driven} and ${i} that both say ego: true`, "at most one");
    if (start !== 0) invalid(`the ego's trace ${i}, which starts at step ${start}`, "one that starts at step 0");
    driven = i;
  }
}
