import { layoutOf } from "../../src/physics/index.ts";
import { hopperBody } from "./bodies/hopper.ts";
import { type Exercise, endless, type FeatureRow } from "./exercise.ts";

const wholeTurn = 2 * Math.PI;
const leeway = Math.PI / 4; // may be missing from a full turn, because of the lean at take-off and landing [rad]
const leastUpright = 0.7; // cosine of the pitch from landing on
const steadySeconds = 0.25; // time on the foot alone after which a landing counts [s]
const touch = 1e-6; // [N]; less is no contact

export const turnFeatures = {
  airborne: "1", // 1 while nothing touches anything
  pitchTurned: "rad", // forwards since take-off; on the ground, the value of the last flight
  turnedShare: "1", // of a whole turn in the right direction
  success: "1", // 1 once a whole turn in the air has been landed on the foot, upright
} as const;
export const turnLabels = ["pitch turned since take-off [rad]"];

/**
 * The hopper turning over in the air and landing. The episode goes on after success, and ends only by the time limit.
 * @param direction 1 forwards, -1 backwards
 */
export function turningInTheAir(
  direction: 1 | -1,
  stepSeconds: number,
  {
    observation,
    features,
    row,
  }: FeatureRow<keyof typeof turnFeatures | "pitch" | "upright"> & {
    readonly observation: Float32Array;
  },
): Exercise {
  const { airborne, pitchTurned, turnedShare, success, pitch, upright } = features;
  const foot = layoutOf(hopperBody).links.foot;
  const memory = new Float64Array(5);
  const [wasAirborne, takeOffPitch, turned, sinceLanding, landed] = [0, 1, 2, 3, 4]; // since landing: -1 if no landing counts
  return {
    ...endless,
    memory,
    start() {
      memory.fill(0);
      memory[sinceLanding] = -1;
    },
    measure({ contacts }, moved) {
      let [onFoot, onElse] = [false, false];
      for (let link = 1; moved && link * 6 < contacts.length; link++) {
        const at = link * 6 + 3;
        if (Math.hypot(contacts[at], contacts[at + 1], contacts[at + 2]) < touch) continue;
        if (link === foot) onFoot = true;
        else onElse = true;
      }
      const flying = moved && !onFoot && !onElse;
      if (flying && memory[wasAirborne] === 0) memory[takeOffPitch] = pitch[row];
      if (flying || memory[wasAirborne] === 1) memory[turned] = pitch[row] - memory[takeOffPitch];
      const landing = memory[wasAirborne] === 1 && !flying;
      if (landing && direction * memory[turned] >= wholeTurn - leeway) memory[sinceLanding] = 0;
      if (onElse || upright[row] < leastUpright) memory[sinceLanding] = -1;
      if (memory[sinceLanding] >= 0) memory[sinceLanding] += stepSeconds;
      if (memory[sinceLanding] >= steadySeconds) memory[landed] = 1;
      memory[wasAirborne] = flying ? 1 : 0;
      airborne[row] = memory[wasAirborne];
      pitchTurned[row] = memory[turned];
      turnedShare[row] = Math.min(1, Math.max(0, (direction * memory[turned]) / wholeTurn));
      success[row] = memory[landed];
    },
    observe(_, from) {
      observation[from] = memory[turned];
    },
  };
}
