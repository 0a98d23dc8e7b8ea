import type { Episode, Json } from "../../src/core/index.ts";
import { bodyEvents } from "./body-world.ts";
import { type Exercise, type FeatureRow, unfallen } from "./exercise.ts";
import { type Stance, stands } from "./stances.ts";

const steadySpeed = 0.5; // [m/s], no faster over the ground
const steadySeconds = 0.5; // [s] of standing so, after which a push is over
const patience = 2; // [s]; a push as young as this at the time limit is not judged

export const pushFeatures = {
  timeSincePush: "s", // since the episode began, before the first push
  recovered: "1", // 1 from half a second of standing steadily after a push, until the next
} as const;
export const pushEvents = {
  ...bodyEvents,
  pushed: "a push began",
  recovered: "the body stood steadily again after a push",
} as const;
export const pushParams = {
  randomise: { pushEvery: [1.5, 3], pushSpeed: [0.3, 1.5] } as Json, // [s], [m/s]
};

type PushRow = FeatureRow<keyof typeof pushFeatures | "height" | "upright" | "forwardSpeed"> & {
  readonly events: { readonly [K in keyof typeof pushEvents]: Int32Array };
  readonly features: { readonly lateralSpeed?: Float64Array };
};

/** Recovering: stay on one's feet whatever pushes. Ends with a fall. */
export function recovering(stance: Stance, fallenHeight: number, stepSeconds: number, slot: PushRow): Exercise {
  const { features, events, row } = slot;
  const { timeSincePush, recovered, forwardSpeed, lateralSpeed } = features;
  const memory = new Float64Array(3); // seconds since a push began; seconds of standing steadily; whether recovered
  const steady = () => stands(stance, slot) && Math.hypot(forwardSpeed[row], lateralSpeed?.[row] ?? 0) <= steadySpeed;
  return {
    ...unfallen(fallenHeight, slot),
    memory,
    start() {
      memory.set([0, 0, 1]);
    },
    pushed() {
      memory.fill(0);
      recovered[row] = 0;
      events.pushed[row]++;
    },
    measure(_, moved) {
      if (moved) memory[0] += stepSeconds;
      timeSincePush[row] = memory[0];
      memory[1] = moved && steady() ? memory[1] + stepSeconds : 0;
      if (memory[2] === 0 && memory[1] >= steadySeconds) {
        memory[2] = 1;
        events.recovered[row]++;
      }
      recovered[row] = memory[2];
    },
  };
}

/** Share of pushes that were recovered from; those that a fall spared the body count as lost. */
export function shareRecovered({
  steps,
  maxSteps,
  terminated,
  features: { recovered, timeSincePush },
  events,
}: Episode<keyof typeof pushFeatures, keyof typeof pushEvents>): number {
  const young = !terminated && recovered.last === 0 && timeSincePush.last < patience;
  const judged = events.pushed - (young ? 1 : 0);
  if (judged <= 0) return 0;
  return (events.recovered / judged) * (terminated ? steps / maxSteps : 1);
}
