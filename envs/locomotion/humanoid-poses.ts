import { type Box, defineEnv, type Slot } from "../../src/core/index.ts";
import type { Simulation } from "../../src/physics/index.ts";
import { humanoidBody } from "./bodies/humanoid.ts";
import { pointMeter } from "./body-points.ts";
import { validateBody } from "./body-world.ts";
import type { FeatureRow } from "./exercise.ts";
import { type PersonParams, personDefinition, personFeatures, personParams, personWorld } from "./person.ts";
import { type Bound, poseFeatures, posing } from "./pose.ts";
import { heldForHalf } from "./yardsticks.ts";

const points = {
  head: { link: "torso", at: [0, 0, 0.19] },
  pelvis: { link: "pelvis", at: [0, 0, 0] },
  rightHand: { link: "rightLowerArm", at: [0.18, 0.18, 0.18] },
  leftHand: { link: "leftLowerArm", at: [0.18, -0.18, 0.18] },
  rightKnee: { link: "rightShin", at: [0, 0, 0] },
  leftKnee: { link: "leftShin", at: [0, 0, 0] },
  rightFoot: { link: "rightFoot", at: [0, 0, 0.1] },
  leftFoot: { link: "leftFoot", at: [0, 0, 0.1] },
} as const;

const pointFeatures = {
  headHeight: "m", // like all heights here, of the middle of the part above the ground
  pelvisHeight: "m",
  rightHandHeight: "m",
  leftHandHeight: "m",
  rightKneeHeight: "m",
  leftKneeHeight: "m",
  rightFootHeight: "m",
  leftFootHeight: "m",
  feetSpread: "m", // from foot to foot
  kneesSpread: "m", // from knee to knee
  handsAboveHead: "m", // of the lower hand over the head
} as const;

const features = { ...personFeatures, ...pointFeatures, ...poseFeatures };
type Feature = keyof typeof features;

/** The conditions of each pose; no episode begins in one. Feet are balls of 7.5 cm, knees are 5 cm thick. */
export const humanoidPoses = {
  kneel: [
    { feature: "rightKneeHeight", most: 0.15, margin: 0.4 },
    { feature: "leftKneeHeight", most: 0.15, margin: 0.4 },
    { feature: "height", least: 0.7, margin: 0.5 },
    { feature: "upright", least: 0.8, margin: 0.8 },
  ],
  splits: [
    { feature: "feetSpread", least: 1.1, margin: 0.9 },
    { feature: "pelvisHeight", most: 0.5, margin: 0.5 },
    { feature: "rightKneeAngle", least: -0.6, margin: 1 },
    { feature: "leftKneeAngle", least: -0.6, margin: 1 },
    { feature: "upright", least: 0.6, margin: 0.8 },
  ],
  lotus: [
    { feature: "pelvisHeight", most: 0.25, margin: 0.7 },
    { feature: "upright", least: 0.8, margin: 0.8 },
    { feature: "rightKneeAngle", most: -1.6, margin: 1.6 },
    { feature: "leftKneeAngle", most: -1.6, margin: 1.6 },
    { feature: "kneesSpread", least: 0.4, margin: 0.4 },
    { feature: "feetSpread", most: 0.4, margin: 0.6 },
  ],
  armsUp: [
    { feature: "handsAboveHead", least: 0.05, margin: 0.6 },
    { feature: "height", least: 1.1, margin: 0.5 },
    { feature: "upright", least: 0.9, margin: 0.8 },
  ],
} as const satisfies { readonly [pose: string]: readonly Bound<Feature>[] };

const poses = (pose: keyof typeof humanoidPoses) => ({
  ...personDefinition,
  features,
  params: personParams,
  maxSteps: 400,
  score: heldForHalf,
  validate: validateBody,
  create: (params: PersonParams, slot: Slot<Box, Box, Feature, "diverged">) =>
    personWorld(params, slot, posing<Feature>(humanoidPoses[pose], slot, measurePoints(slot))),
});

export const humanoidKneel = defineEnv({
  id: "locomotion/humanoid-kneel-v1",
  goal: "Kneel down on both knees with your back upright.",
  ...poses("kneel"),
});
export const humanoidSplits = defineEnv({
  id: "locomotion/humanoid-splits-v1",
  goal: "Do the splits.",
  ...poses("splits"),
});
export const humanoidLotus = defineEnv({
  id: "locomotion/humanoid-lotus-v1",
  goal: "Sit on the ground in the lotus position.",
  ...poses("lotus"),
});
export const humanoidArmsUp = defineEnv({
  id: "locomotion/humanoid-arms-up-v1",
  goal: "Stand with both hands raised above your head.",
  ...poses("armsUp"),
});

/** Writes the features of `pointFeatures`. */
function measurePoints({ features, row }: FeatureRow<keyof typeof pointFeatures>): (simulation: Simulation) => void {
  const { places, update } = pointMeter(humanoidBody, points);
  const heights = Object.entries(places).map(([name, place]) => ({
    place,
    column: features[`${name as keyof typeof points}Height`],
  }));
  return (simulation) => {
    update(simulation);
    for (let i = 0; i < heights.length; i++) heights[i].column[row] = heights[i].place[2];
    features.feetSpread[row] = between(places.rightFoot, places.leftFoot);
    features.kneesSpread[row] = between(places.rightKnee, places.leftKnee);
    features.handsAboveHead[row] = Math.min(places.rightHand[2], places.leftHand[2]) - places.head[2];
  };
}

const between = (a: Float64Array, b: Float64Array) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
