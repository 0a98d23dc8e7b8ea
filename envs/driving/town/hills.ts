import { defineEnv } from "../../../src/core/index.ts";
import { commonOf, townDefinition, townLimits, townParams } from "./definition.ts";
import { features } from "./features.ts";
import { hillsOf } from "./ground.ts";
import { hazardWeights } from "./hazards.ts";
import { townWorld } from "./world.ts";

/**
 * A drive through a town on hills, otherwise as `driving/route-v1`. The car rolls on sprung wheels: it needs throttle uphill
 * and brakes downhill, and loses its grip or falls over where it is driven too fast. Speeds of others know no slopes.
 *
 * Hills are not observed beyond what they do to the car; the features `pitch` and `roll` tell how it stands.
 */
export const hills = defineEnv({
  id: "driving/hills-v1",
  goal: "Drive up and down along the route to its end without an accident, by the rules of the road.",
  ...townDefinition,
  features: {
    ...features,
    pitch: "rad", // nose up
    roll: "rad", // leaning to the right
  },
  params: {
    ...{ ...townParams, dynamics: "rapier" as "rapier" },
    ...{ hazards: "even" as keyof typeof hazardWeights, hazardRate: 3 }, // a km
    steepness: 0.12, // of the steepest slope: metres up for each ahead
  },
  limits: {
    ...{ ...townLimits, dynamics: ["rapier"], hazards: ["none", "even", "long-tail"], hazardRate: [0.01, 100] },
    steepness: [0.001, 0.25],
  },
  create: (params, slot) =>
    townWorld(
      {
        ...commonOf(params),
        hazardWeights: hazardWeights[params.hazards],
        hills: { ground: hillsOf(params.steepness), split: params.split, firstTown: params.firstTown },
      },
      slot,
    ),
});
