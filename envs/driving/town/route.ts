import { defineEnv } from "../../../src/core/index.ts";
import { splits } from "../roads/generate/seeds.ts";
import { actionOf, type Control, controls } from "./actions.ts";
import { events, features } from "./features.ts";
import { observation } from "./observation.ts";
import { drivingScore } from "./score.ts";
import { type TownSet, townOf } from "./towns.ts";
import { mostSteps, seconds, townWorld } from "./world.ts";

const mostPrepared = 128; // towns that are made before the first step; others when they are first driven in

interface Towns extends Omit<TownSet, "first"> {
  readonly firstTown: number;
}

const townsOf = ({ split, firstTown, blocks, routes, shortest, longest }: Towns): TownSet => ({
  ...{ split, first: firstTown, blocks, routes, shortest },
  longest: Math.max(shortest, longest),
});

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
  observation,
  action: ({ actions }) => actionOf(actions),
  features,
  events,
  params: {
    dynamics: "bicycle" as "bicycle",
    actions: "continuous" as Control,
    ends: "offence" as "offence" | "route",
    split: "train" as (typeof splits)[number],
    towns: 32, // different towns
    firstTown: 0, // its number
    blocks: 8, // of each town
    routes: 16, // through each town
    shortest: 150, // [m]
    longest: 300, // [m]
    vehicles: 20,
    walkers: 6,
    parked: 6,
    hazards: "even" as "none" | "even" | "long-tail",
    hazardRate: 3, // a km
  },
  limits: {
    ...{ dynamics: ["bicycle"], actions: controls, ends: ["offence", "route"], split: splits },
    ...{ towns: { whole: [1, 65_536] }, firstTown: { whole: [0, 2 ** 30] }, blocks: { whole: [1, 40] } },
    ...{ routes: { whole: [1, 256] }, shortest: [20, 2000], longest: [20, 2000] },
    ...{ vehicles: { whole: [0, 200] }, walkers: { whole: [0, 100] }, parked: { whole: [0, 100] } },
    ...{ hazards: ["none", "even", "long-tail"], hazardRate: [0.01, 100] },
  },
  async prepare(params) {
    for (let i = 0; i < Math.min(params.towns, mostPrepared); i++) townOf(townsOf(params), i);
  },
  maxSteps: mostSteps,
  stepSeconds: seconds,
  score: drivingScore,
  keys: ({ actions }) =>
    actions === "continuous"
      ? { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowLeft: [0.3, 0.4], ArrowRight: [0.3, -0.4], s: [0, 0] }
      : actions === "grid"
        ? { ArrowUp: [12, 3], ArrowDown: [0, 3], ArrowLeft: [8, 5], ArrowRight: [8, 1], s: [6, 3] }
        : { ArrowLeft: 0, s: 1, ArrowRight: 2, ArrowUp: 3, ArrowDown: 4 },
  cameras: ["map", "chase"],
  create: (params, slot) =>
    townWorld({ ...params, set: townsOf(params), endsAtOffence: params.ends === "offence" }, slot),
});
