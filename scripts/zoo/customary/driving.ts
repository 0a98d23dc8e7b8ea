import type { RewardExpression } from "../../../src/core/index.ts";

/** Driving in towns: points of the route. */
export const driving = {
  "driving/route-v1": "shaped/carl-v1",
  "driving/hazards-v1": "shaped/carl-v1",
  "driving/hills-v1": "shaped/carl-v1",
} as const satisfies { readonly [env: string]: RewardExpression };
