import { defineEnv } from "../../../src/core/index.ts";
import { commonOf, townDefinition, townLimits, townParams } from "./definition.ts";
import { hazardKinds, hazardWeights } from "./hazards.ts";
import { townWorld } from "./world.ts";

/**
 * A short drive through a town in which one dangerous thing happens: somebody steps onto the road, cuts in, runs a red
 * light, comes the wrong way, tailgates, opens a door, or has lost something. It ends as `driving/route-v1` does.
 */
export const oneHazard = defineEnv({
  id: "driving/hazards-v1",
  goal: "Drive along the route to its end, and do not let the danger on the way become an accident.",
  ...townDefinition,
  params: {
    ...{ ...townParams, shortest: 120, longest: 160, vehicles: 8, walkers: 3 },
    hazard: "any" as "any" | (typeof hazardKinds)[number],
  },
  limits: { ...townLimits, hazard: ["any", ...hazardKinds] },
  create: (params, slot) =>
    townWorld(
      {
        ...commonOf(params),
        hazardRate: 0,
        hazardWeights:
          params.hazard === "any" ? hazardWeights.even : hazardKinds.map((kind) => Number(kind === params.hazard)),
      },
      slot,
    ),
});
