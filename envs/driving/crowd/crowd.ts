import { defineEnv } from "../../../src/core/index.ts";
import { type Split, splits } from "../roads/generate/seeds.ts";
import { actionOf, type Control, controls } from "../town/actions.ts";
import { townDefinition } from "../town/definition.ts";
import { features } from "../town/features.ts";
import { importedMap } from "../town/imported.ts";
import { observationOf } from "./observe.ts";
import { type CrowdTowns, crowdTown } from "./places.ts";
import { weightFeatures } from "./weights.ts";
import { crowdWorld } from "./world.ts";

/**
 * Many drivers in one town, each with a route of its own from a place of its own, through at least one junction. There is
 * nobody else: all traffic learns. A drive ends with a crash, which ends those of both cars, with a red light or a missed
 * stop sign unless `ends` says otherwise, off the road or the route, after standing for 30 s, and, as truncated, at the
 * route's end. Whoever has ended leaves the road; the town begins anew once nobody is left.
 *
 * With `conditioned` each seat draws seven weights from a quarter to four, which it sees, and which
 * `shaped/conditioned-v1` pays by: one policy learns to drive boldly and carefully.
 */
export const crowd = defineEnv({
  id: "driving/crowd-v1",
  goal: "Drive along your route to its end without an accident, by the rules of the road, among others who do the same.",
  ...townDefinition,
  observation: ({ conditioned }: { readonly conditioned: boolean }) => observationOf(conditioned),
  action: ({ actions }: { readonly actions: Control }) => actionOf(actions),
  features: { ...features, ...weightFeatures },
  params: {
    seats: 16,
    dynamics: "bicycle" as "bicycle",
    actions: "continuous" as Control,
    ends: "offence" as "offence" | "crash",
    conditioned: false as boolean,
    split: "train" as Split,
    towns: 16, // different towns
    firstTown: 0, // its number
    blocks: 8, // of each town
    shortest: 80, // [m], a route
    longest: 200, // [m]
    map: "", // the text of a road map to drive on, instead of towns that are generated
  },
  limits: {
    ...({ seats: { whole: [2, 64] }, dynamics: ["bicycle"], actions: controls } as const),
    ...({ ends: ["offence", "crash"], split: splits, towns: { whole: [1, 256] } } as const),
    ...({ firstTown: { whole: [0, 2 ** 30] }, blocks: { whole: [1, 40] } } as const),
    ...({ shortest: [20, 2000], longest: [20, 2000] } as const),
  },
  seats: ({ seats }) => seats,
  yardsticks: {
    arrived: ({ features }) => features.success.last,
    clean: ({ events }) => Number(infractions.every((event) => events[event] === 0)),
  },
  async prepare(params) {
    const { set, towns } = townsOf(params);
    for (let i = 0; i < towns; i++) crowdTown(set, i, params.seats);
  },
  create: (params, _, slots) =>
    crowdWorld({ ...params, ...townsOf(params), endsAtOffence: params.ends === "offence" }, slots),
});

const infractions = ["vehicleCollision", "redLight", "stopSign", "offRoute"] as const;

interface Asked extends Omit<CrowdTowns, "first" | "map"> {
  readonly firstTown: number;
  readonly towns: number;
  readonly map: string;
}

const townsOf = ({ split, firstTown, towns, blocks, shortest, longest, map }: Asked) => ({
  set: {
    ...{ split, first: firstTown, blocks, shortest, longest: Math.max(shortest, longest) },
    ...(map !== "" && { map: importedMap(map) }),
  },
  towns: map === "" ? towns : 1, // a map of one's own is the only one
});
