import { prepareEngine } from "../../../src/physics/index.ts";
import { type Split, splits } from "../roads/generate/seeds.ts";
import { actionOf, type Control, controls } from "./actions.ts";
import { type DynamicsKind, dynamicsKinds } from "./dynamics.ts";
import { events, features } from "./features.ts";
import { observation } from "./observation.ts";
import { drivingScore } from "./score.ts";
import { type TownSet, townOf } from "./towns.ts";
import { mostSteps, seconds } from "./world.ts";

/** What all drives through towns have in common. */
export const townDefinition = {
  observation,
  action: ({ actions }: { readonly actions: Control }) => actionOf(actions),
  features,
  events,
  maxSteps: mostSteps,
  stepSeconds: seconds,
  score: drivingScore,
  async prepare(params: TownParams) {
    if (params.dynamics === "rapier") await prepareEngine("rapier");
    for (let i = 0; i < Math.min(params.towns, mostPrepared); i++) townOf(townsOf(params), i);
  },
  keys: ({ actions }: { readonly actions: Control }) => keys[actions],
  cameras: ["map", "chase", "driver"],
} as const;

const mostPrepared = 128; // towns that are made before the first step; others when they are first driven in

const keys = {
  continuous: { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowLeft: [0.3, 0.4], ArrowRight: [0.3, -0.4], s: [0, 0] },
  grid: { ArrowUp: [12, 3], ArrowDown: [0, 3], ArrowLeft: [8, 5], ArrowRight: [8, 1], s: [6, 3] },
  meta: { ArrowLeft: 0, s: 1, ArrowRight: 2, ArrowUp: 3, ArrowDown: 4 },
};

export const townParams = {
  dynamics: "bicycle" as DynamicsKind,
  actions: "continuous" as Control,
  ends: "offence" as "offence" | "route",
  split: "train" as Split,
  towns: 32, // different towns
  firstTown: 0, // its number
  blocks: 8, // of each town
  routes: 16, // through each town
  shortest: 150, // [m]
  longest: 300, // [m]
  vehicles: 20,
  walkers: 6,
  parked: 6,
};
type TownParams = typeof townParams;

export const townLimits = {
  ...({ dynamics: dynamicsKinds, actions: controls, ends: ["offence", "route"], split: splits } as const),
  ...({ towns: { whole: [1, 65_536] }, firstTown: { whole: [0, 2 ** 30] }, blocks: { whole: [1, 40] } } as const),
  ...({ routes: { whole: [1, 256] }, shortest: [20, 2000], longest: [20, 2000] } as const),
  ...({ vehicles: { whole: [0, 200] }, walkers: { whole: [0, 100] }, parked: { whole: [0, 100] } } as const),
} as const;

export const townsOf = ({ split, firstTown, blocks, routes, shortest, longest }: TownParams): TownSet => ({
  ...{ split, first: firstTown, blocks, routes, shortest },
  longest: Math.max(shortest, longest),
});
