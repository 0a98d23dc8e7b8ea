import type { Episode } from "../../../src/core/index.ts";
import type { Event, Feature } from "./features.ts";

/** What each offence adds to the divisor: CARLA leaderboard 2.1. */
const weights = {
  pedestrianCollision: 1,
  vehicleCollision: 0.7,
  staticCollision: 0.6,
  redLight: 0.4,
  stopSign: 0.25,
  scenarioTimeout: 0.4,
  yieldMissed: 0.4,
} as const satisfies { readonly [E in Event]?: number };
const slowness = 0.4;

/** CARLA's driving score over 100, as of its leaderboard 2.1: the share of the route, over what offences weigh. */
export function drivingScore({ features, events }: Episode<Feature, Event>): number {
  let divisor = 1 + slowness * (1 - features.pace.last);
  for (const [event, weight] of Object.entries(weights)) divisor += weight * events[event as Event];
  return (features.progress.last * (1 - features.outside.last)) / divisor;
}
