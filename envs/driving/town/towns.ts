import { generator } from "../../../src/core/index.ts";
import { compileRoads } from "../roads/compile.ts";
import { mapSeed, type Split } from "../roads/generate/seeds.ts";
import { generateTown } from "../roads/generate/town.ts";
import { followedTown } from "./followed.ts";
import type { ImportedMap } from "./imported.ts";
import { keptTowns } from "./kept-towns.ts";
import { makeTown, type Town } from "./town.ts";

/** Which towns there are, and the routes through them. */
export interface TownSet {
  readonly split: Split;
  /** The first town's number. */
  readonly first: number;
  readonly blocks: number;
  /** Routes of each town. */
  readonly routes: number;
  readonly shortest: number; // [m]
  readonly longest: number; // [m]
  /** The map of the only town, instead of generated ones. */
  readonly map?: ImportedMap;
  /** Whether the route is that of the map's recorded ego, if it has one. */
  readonly follows?: boolean;
}

const kept = keptTowns<Town>(512);

/** The nth town of a set. @throws `params/invalid`, `map/invalid` where an imported map has no such routes */
export function townOf(set: TownSet, number: number): Town {
  const { split, first, blocks, routes, shortest, longest, map, follows = false } = set;
  const name = [split, first + number, blocks, routes, shortest, longest, follows].join("/");
  return kept(map, name, () => {
    const seed = mapSeed(split, first + number);
    const followed = map && follows ? followedTown(map.roads) : undefined;
    if (followed) return followed;
    const roads = map?.roads ?? compileRoads(generateTown(seed, { blocks }));
    return makeTown(roads, generator(seed, "routes"), routes, [shortest, longest]);
  });
}
