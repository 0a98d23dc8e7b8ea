import { cosine, sine } from "../../../src/core/index.ts";
import type { Listed } from "../roads/compile.ts";
import { type Trace, traceSeconds } from "../roads/map.ts";

/** Numbers of a pose: x, y, cosine and sine of the heading, velocity to the east and north [m/s]. */
export const poseNumbers = 6;

/** Recorded cars in typed arrays, in the order in which they appear; never written to, so worlds may share it. */
export interface TraceTable {
  readonly count: number;
  /** The steps of the first pose, and after the last one. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** `[count, 2]`: halves of length and width [m]. */
  readonly half: Float64Array;
  /** Which is each one's first pose. */
  readonly firstPose: Int32Array;
  /** `[all poses, poseNumbers]` */
  readonly poses: Float64Array;
}

/** Compiles all traces but the ego's. */
export function compileTraces(traces: readonly Trace[]): TraceTable {
  const others = traces.filter(({ ego }) => !ego).sort((a, b) => a.start - b.start);
  const firstPose = new Int32Array(others.length + 1);
  for (const [i, { poses }] of others.entries()) firstPose[i + 1] = firstPose[i] + poses.length;
  const all = new Float64Array(poseNumbers * firstPose[others.length]);
  for (const [i, { poses }] of others.entries()) writePoses(poses, all, poseNumbers * firstPose[i]);
  return {
    count: others.length,
    start: Int32Array.from(others, ({ start }) => start),
    end: Int32Array.from(others, ({ start, poses }) => start + poses.length),
    half: Float64Array.from(others.flatMap(({ length, width }) => [length / 2, width / 2])),
    firstPose,
    poses: all,
  };
}

/** Writes poses with their velocities: central differences, and at both ends the difference to the one pose beside it. */
function writePoses(poses: Trace["poses"], out: Float64Array, first: number): void {
  const last = poses.length - 1;
  for (const [k, [x, y, heading]] of poses.entries()) {
    const at = first + poseNumbers * k;
    const [before, after] = [Math.max(0, k - 1), Math.min(last, k + 1)];
    const seconds = Math.max(1, after - before) * traceSeconds;
    out[at] = x;
    out[at + 1] = y;
    out[at + 2] = cosine(heading);
    out[at + 3] = sine(heading);
    out[at + 4] = (poses[after][0] - poses[before][0]) / seconds;
    out[at + 5] = (poses[after][1] - poses[before][1]) / seconds;
  }
}

/**
 * Gives traces to the bodies that show them, one after another: each goes to the first that is free when it starts. Where
 * all are taken it is left out, so that there are never more cars than bodies.
 */
export function sharedOut({ count, start, end }: TraceTable, bodies: number): Listed {
  const lists = Array.from({ length: bodies }, (): number[] => []);
  const freeFrom = new Int32Array(bodies);
  for (let trace = 0; trace < count; trace++) {
    const body = freeFrom.findIndex((step) => step <= start[trace]);
    if (body < 0) continue;
    lists[body].push(trace);
    freeFrom[body] = end[trace];
  }
  const from = new Int32Array(bodies + 1);
  for (const [body, list] of lists.entries()) from[body + 1] = from[body] + list.length;
  return { from, values: Int32Array.from(lists.flat()) };
}
