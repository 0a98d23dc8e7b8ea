import { bodySize, touch } from "./boxes.ts";
import type { TownState } from "./state.ts";
import { poseNumbers, sharedOut, type TraceTable } from "./traces.ts";
import type { Traffic } from "./traffic.ts";

/**
 * Traffic that drives as it was recorded and reacts to nobody (nuPlan's non-reactive agents). A car that would appear on top
 * of the driven one is left out.
 */
export function recordedTraffic({ lane, next, after, speed, things, own }: TownState, traces: TraceTable): Traffic {
  const count = lane.length;
  const { from, values } = sharedOut(traces, count);
  // `next` is how many of its traces a body has shown or is showing, `after` 1 while the present one is left out.

  function hide(i: number): void {
    things.fill(0, bodySize * i, bodySize * (i + 1));
    speed[i] = 0;
  }

  function show(step: number): void {
    for (let i = 0; i < count; i++) {
      while (next[i] < from[i + 1] && traces.end[values[next[i]]] <= step) {
        next[i]++;
        after[i] = 0;
      }
      const trace = next[i] < from[i + 1] ? values[next[i]] : -1;
      if (trace < 0 || step < traces.start[trace] || after[i] === 1) hide(i);
      else put(i, trace, step - traces.start[trace]);
    }
  }

  function put(i: number, trace: number, pose: number): void {
    const at = poseNumbers * (traces.firstPose[trace] + pose);
    const body = bodySize * i;
    for (let k = 0; k < poseNumbers; k++) things[body + k] = traces.poses[at + k];
    things[body + 6] = traces.half[2 * trace];
    things[body + 7] = traces.half[2 * trace + 1];
    speed[i] = things[body + 4] * things[body + 2] + things[body + 5] * things[body + 3];
    if (pose > 0 || !touch(own, 0, things, body, 0)) return;
    after[i] = 1;
    hide(i);
  }

  return {
    scatter() {
      lane.fill(-1);
      after.fill(0);
      for (let i = 0; i < count; i++) next[i] = from[i];
      show(0);
    },
    step: (_, __, ___, steps) => show(steps + 1),
  };
}
