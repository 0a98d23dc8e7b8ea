import { defineEnv } from "../../src/core/index.ts";
import type { FeatureRow } from "./exercise.ts";
import { type Bound, poseFeatures, posing } from "./pose.ts";
import {
  quadrupedDefinition,
  quadrupedFeatures,
  quadrupedJoints,
  quadrupedParams,
  quadrupedWorld,
  validateQuadruped,
} from "./quadruped.ts";
import { heldForHalf } from "./yardsticks.ts";

const features = {
  ...quadrupedFeatures,
  legBend: "rad", // of the ankle that is bent most; 0.52 rad is as flat as legs get
  jointSpeed: "rad/s", // of the fastest joint
  ...poseFeatures,
};

export const lyingAnt = [
  { feature: "height", most: 0.45, margin: 0.3 }, // flat on its legs the torso is 0.38 m high
  { feature: "legBend", most: 0.65, margin: 0.6 },
  { feature: "upright", least: 0.8, margin: 0.8 },
  { feature: "jointSpeed", most: 0.5, margin: 5 },
] as const satisfies readonly Bound<keyof typeof features>[];

/** Ant lying down: torso low, legs flat, still. Ends only by its time limit. */
export const antLieDown = defineEnv({
  id: "locomotion/ant-lie-down-v1",
  goal: "Lie down flat with your legs spread out, and keep still.",
  ...quadrupedDefinition,
  features,
  params: quadrupedParams,
  maxSteps: 200,
  score: heldForHalf,
  validate: validateQuadruped,
  create: (params, slot) =>
    quadrupedWorld(
      params,
      slot,
      posing<keyof typeof features>(lyingAnt, slot, () => measureLegs(slot)),
    ),
});

/** From the angles and speeds of joints by name, which have been written. */
function measureLegs({ features, row }: FeatureRow<keyof typeof quadrupedFeatures | "legBend" | "jointSpeed">): void {
  let [bend, fastest] = [0, 0];
  for (let i = 0; i < quadrupedJoints.length; i++) {
    const joint = quadrupedJoints[i];
    if (joint.endsWith("Ankle")) bend = Math.max(bend, Math.abs(features[`${joint}Angle`][row]));
    fastest = Math.max(fastest, Math.abs(features[`${joint}Speed`][row]));
  }
  features.legBend[row] = bend;
  features.jointSpeed[row] = fastest;
}
