import { defineEnv } from "../../../src/core/index.ts";
import { commonOf, townDefinition, townLimits, townParams } from "./definition.ts";
import { hazardWeights } from "./hazards.ts";
import { townWorld } from "./world.ts";

/**
 * A drive through a town along a given route, in traffic, with lights, stop signs, people who cross, and hazards. It ends
 * with an offence (a crash, a red light, a missed stop sign) unless `ends` says otherwise, off the road or the route, after
 * standing for 30 s, and, as truncated, at the route's end.
 *
 * Towns follow from their numbers. Those to test on are never among those to train on: `split`.
 */
export const route = defineEnv({
  id: "driving/route-v1",
  goal: "Drive along the route to its end without an accident, by the rules of the road.",
  ...townDefinition,
  params: { ...townParams, hazards: "even" as keyof typeof hazardWeights, hazardRate: 3 }, // a km
  limits: { ...townLimits, hazards: ["none", "even", "long-tail"], hazardRate: [0.01, 100] },
  create: (params, slot) =>
    townWorld(
      {
        ...commonOf(params),
        hazardWeights: hazardWeights[params.hazards],
      },
      slot,
    ),
});
