import { fail } from "../../../src/core/index.ts";
import { prepareEngine } from "../../../src/physics/index.ts";
import { type Split, splits } from "../roads/generate/seeds.ts";
import { actionOf, type Control, controls } from "./actions.ts";
import { type DynamicsKind, dynamicsKinds } from "./dynamics.ts";
import { events, features } from "./features.ts";
import { importedMap } from "./imported.ts";
import { observationWith, type Views } from "./observation.ts";
import { drivingScore } from "./score.ts";
import { type TownSet, townOf } from "./towns.ts";
import { mostSteps, seconds } from "./world.ts";

/** What all drives through towns have in common. */
export const townDefinition = {
  observation: (views: Views) => observationWith(views),
  action: ({ actions }: { readonly actions: Control }) => actionOf(actions),
  features,
  events,
  maxSteps: mostSteps,
  stepSeconds: seconds,
  score: drivingScore,
  validate: validateMap,
  async prepare(params: TownParams) {
    if (params.dynamics === "rapier") await prepareEngine("rapier");
    const { set, towns } = townsOf(params);
    for (let i = 0; i < Math.min(towns, mostPrepared); i++) townOf(set, i);
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
  lidar: 0, // rays all around that the car sees by as well, up to 50 m
  raster: 0, // [pixels] side of a picture from above, two pixels a metre, that it sees as well
  map: "", // the text of a road map to drive on, instead of towns that are generated
  traffic: "driven" as Traffic, // by the town, or as the map's traces recorded it
};
type Traffic = "driven" | "recorded";
type TownParams = typeof townParams;

export const townLimits = {
  ...({ dynamics: dynamicsKinds, actions: controls, ends: ["offence", "route"], split: splits } as const),
  ...({ towns: { whole: [1, 65_536] }, firstTown: { whole: [0, 2 ** 30] }, blocks: { whole: [1, 40] } } as const),
  ...({ routes: { whole: [1, 256] }, shortest: [20, 2000], longest: [20, 2000] } as const),
  ...({ vehicles: { whole: [0, 200] }, walkers: { whole: [0, 100] }, parked: { whole: [0, 100] } } as const),
  ...({ lidar: { whole: [0, 240] }, raster: { whole: [0, 256] } } as const),
  ...({ traffic: ["driven", "recorded"] } as const),
} as const;

/** @throws `params/invalid`, `map/invalid` for a map that cannot be driven on */
export function validateMap({ map, traffic = "driven" }: { readonly map: string; readonly traffic?: Traffic }): void {
  const traces = map === "" ? undefined : importedMap(map).traces;
  if (traffic === "recorded" && !traces)
    fail("params/invalid", {
      given: `traffic = "recorded" ${map === "" ? "without a map" : "with a map without traces"}`,
      expected: "a map with traces",
      fix: "`npx rewardgym map record` writes one.",
    });
}

/** The towns that params ask for, and how many there are: a map of one's own is the only one. */
export function townsOf(params: TownParams): { readonly set: TownSet; readonly towns: number } {
  const { split, firstTown, blocks, routes, shortest, longest, map, traffic } = params;
  return {
    set: {
      ...{ split, first: firstTown, blocks, routes, shortest, longest: Math.max(shortest, longest) },
      ...(map !== "" && { map: importedMap(map), follows: traffic === "recorded" }),
    },
    towns: map === "" ? params.towns : 1,
  };
}

/** What worlds of all towns are made from. */
export const commonOf = <P extends TownParams>(params: P) => ({
  ...{ ...params, ...townsOf(params), endsAtOffence: params.ends === "offence" },
  ...(params.traffic === "recorded" && { traces: importedMap(params.map).traces }),
});
