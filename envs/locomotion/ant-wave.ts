import { defineEnv } from "../../src/core/index.ts";
import { antBody } from "./bodies/ant.ts";
import { pointMeter } from "./body-points.ts";
import { type Exercise, endless, type FeatureRow } from "./exercise.ts";
import {
  quadrupedDefinition,
  quadrupedFeatures,
  quadrupedObservationWith,
  quadrupedParams,
  quadrupedWorld,
  validateQuadruped,
} from "./quadruped.ts";
import { heldForHalf } from "./yardsticks.ts";

const lift = 0.05; // [m], over the torso's middle at the top of a wave and under it at the bottom
const pause = 1.5; // [s], the longest from a top to a bottom and back
const step = 0.25; // [s], the longest that a standing foot is off the ground
const leastUpright = 0.7;

const features = {
  ...quadrupedFeatures,
  wavingFootHeight: "m", // of the tip of the front left leg
  wavingFootLift: "m", // of that tip over the torso's middle
  othersStanding: "1", // 1 while the other three feet stand and the torso is upright
  waves: "1", // times that the tip went up and down while the others stood
  success: "1", // 1 while it waves
};
type Feature = keyof typeof features;

/** Ant waving its front left leg up and down beside its torso, standing on the others. Ends only by its time limit. */
export const antWave = defineEnv({
  id: "locomotion/ant-wave-v1",
  goal: "Stand on three legs and wave a front leg up and down.",
  ...quadrupedDefinition,
  observation: quadrupedObservationWith(["whether the waving foot was last up [1]"]),
  features,
  params: quadrupedParams,
  maxSteps: 300,
  score: heldForHalf,
  validate: validateQuadruped,
  create: (params, slot) => quadrupedWorld(params, slot, waving(quadrupedDefinition.stepSeconds(params), slot)),
});

function waving(
  stepSeconds: number,
  { observation, features, row }: FeatureRow<Feature> & { readonly observation: Float32Array },
): Exercise {
  const { places, update } = pointMeter(antBody, { tip: { link: "frontLeftFoot", at: [0.4, 0.4, 0] } });
  const standingFeet = [features.frontRightFootAirTime, features.backLeftFootAirTime, features.backRightFootAirTime];
  const memory = new Float64Array(3);
  const [up, strokes, sinceTurn] = [0, 1, 2]; // strokes: turns so far, two a wave; seconds since the last one
  return {
    ...endless,
    memory,
    start: () => void memory.fill(0),
    measure(simulation, moved) {
      update(simulation);
      let standing = features.upright[row] >= leastUpright;
      for (let i = 0; i < standingFeet.length; i++) if (standingFeet[i][row] > step) standing = false;
      const above = places.tip[2] - features.height[row];
      memory[sinceTurn] += moved ? stepSeconds : 0;
      if (!standing) memory[strokes] = 2 * Math.floor(memory[strokes] / 2); // a half-finished wave does not count
      const turns = memory[up] === 1 ? above <= -lift : above >= lift;
      if (turns) memory[up] = 1 - memory[up];
      if (turns && standing && moved) {
        // a wave begins with the foot going up
        if (memory[strokes] % 2 === 1 - memory[up]) memory[strokes]++;
        memory[sinceTurn] = 0;
      }
      features.wavingFootHeight[row] = places.tip[2];
      features.wavingFootLift[row] = above;
      features.othersStanding[row] = standing ? 1 : 0;
      features.waves[row] = Math.floor(memory[strokes] / 2);
      features.success[row] = standing && memory[strokes] >= 2 && memory[sinceTurn] <= pause ? 1 : 0;
    },
    observe(_, from) {
      observation[from] = memory[up];
    },
  };
}
