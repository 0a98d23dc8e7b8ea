import { defineEnv, type Json, pair } from "../../src/core/index.ts";
import { hopperBody } from "./bodies/hopper.ts";
import { validateBody } from "./body-world.ts";
import { planarLegs } from "./planar-legs.ts";
import { rangeOf, within } from "./ranges.ts";
import { progressAt } from "./yardsticks.ts";

export const hopperLegs = planarLegs({
  body: hopperBody,
  joints: ["thigh", "leg", "foot"],
  feet: ["foot"],
  frameSkip: 4,
  resetNoise: 0.005,
  speedLimit: 10,
});

/**
 * Hopper: one leg, three motors, hop forward. Ends when the torso sinks or tips, or when any number becomes too large.
 * Numbers as in Gymnasium's Hopper-v5.
 */
export const hopper = defineEnv({
  id: "locomotion/hopper-v1",
  goal: "Hop forward as fast as possible without falling.",
  ...hopperLegs.definition,
  features: hopperLegs.features,
  params: {
    ...hopperLegs.params,
    terminateWhenUnhealthy: true,
    healthyHeight: [0.7, 1e300] as Json, // [m]
    healthyPitch: [-0.2, 0.2] as Json, // [rad]
    healthyState: [-100, 100] as Json, // of all other positions and speeds, [m, rad, m/s, rad/s]
  },
  limits: { ...hopperLegs.definition.limits, healthyHeight: pair, healthyPitch: pair, healthyState: pair },
  maxSteps: 1000,
  score: progressAt(3),
  validate(params) {
    validateBody(params);
    rangeOf("healthyHeight", params.healthyHeight);
    rangeOf("healthyPitch", params.healthyPitch);
    rangeOf("healthyState", params.healthyState);
  },
  create(params, slot) {
    const heights = rangeOf("healthyHeight", params.healthyHeight);
    const pitches = rangeOf("healthyPitch", params.healthyPitch);
    const states = rangeOf("healthyState", params.healthyState);
    return hopperLegs.world(params, slot, {
      endsUnhealthy: params.terminateWhenUnhealthy,
      healthy({ positions, speeds }) {
        for (let i = 2; i < positions.length; i++) if (!within(positions[i], states)) return false;
        for (let i = 0; i < speeds.length; i++) if (!within(speeds[i], states)) return false;
        return within(positions[1], heights) && within(positions[2], pitches);
      },
    });
  },
});
