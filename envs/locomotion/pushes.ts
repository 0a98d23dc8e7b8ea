import type { Episode, Json } from "../../src/core/index.ts";
import { bodyEvents } from "./body-world.ts";
import { type Exercise, type FeatureRow, unfallen } from "./exercise.ts";
import { type Stance, stands } from "./stances.ts";

const steadySpeed = 0.5; // the largest speed over the ground that counts as steady [m/s]
const steadySeconds = 0.5; // time of steady standing after which a push is over [s]
const patience = 2; // a push this shortly before the time limit is not judged [s]

export const pushFeatures = {
  timeSincePush: "s", // before the first push, since the episode began
  recovered: "1", // 1 from half a second of steady standing after a push until the next push
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

/** Recovering: stay on your feet despite pushes. Ends with a fall. */
export function recovering(stance: Stance, fallenHeight: number, stepSeconds: number, slot: PushRow): Exercise {
  const { features, events, row } = slot;
  const { timeSincePush, recovered, forwardSpeed, lateralSpeed } = features;
  const memory = new Float64Array(3); // seconds since a push began; seconds of steady standing; whether recovered
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

/** Share of pushes that were recovered from; pushes that an early fall prevented count as lost. */
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
