import { type Box, defineEnv, type Episode, type Slot } from "../../src/core/index.ts";
import { validateBody } from "./body-world.ts";
import { turnFeatures, turningInTheAir, turnLabels } from "./flight.ts";
import { hopperLegs } from "./hopper.ts";

const features = { ...hopperLegs.features, ...turnFeatures };

/** 1 for a flip that was landed, otherwise half the largest share of a turn in one flight. */
const flipped = ({ features: { success, turnedShare } }: Episode<"success" | "turnedShare">) =>
  success.highest === 1 ? 1 : Math.min(1, turnedShare.highest) / 2;

/** @param direction 1 forwards, -1 backwards */
const flips = (direction: 1 | -1) => ({
  ...hopperLegs.definition,
  observation: hopperLegs.observationWith(turnLabels),
  features,
  params: hopperLegs.params,
  maxSteps: 400,
  score: flipped,
  validate: validateBody,
  create(
    params: typeof hopperLegs.params,
    slot: Slot<Box<"float32">, Box<"float32">, keyof typeof features, "diverged">,
  ) {
    return hopperLegs.world(params, slot, turningInTheAir(direction, hopperLegs.definition.stepSeconds(params), slot));
  },
});

export const hopperFrontFlip = defineEnv({
  id: "locomotion/hopper-front-flip-v1",
  goal: "Do a front flip and land on the foot.",
  ...flips(1),
});
export const hopperBackFlip = defineEnv({
  id: "locomotion/hopper-back-flip-v1",
  goal: "Do a back flip and land on the foot.",
  ...flips(-1),
});
