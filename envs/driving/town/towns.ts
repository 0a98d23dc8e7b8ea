import { generator } from "../../../src/core/index.ts";
import { mapSeed, type Split } from "../roads/generate/seeds.ts";
import { generateTown } from "../roads/generate/town.ts";
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
}

const mostKept = 512;
const kept = new Map<string, Town>(); // towns follow from their numbers, so that all worlds of a thread may share them

/** The nth town of a set. */
export function townOf(set: TownSet, number: number): Town {
  const { split, first, blocks, routes, shortest, longest } = set;
  const name = [split, first + number, blocks, routes, shortest, longest].join("/");
  let town = kept.get(name);
  if (!town) {
    const seed = mapSeed(split, first + number);
    town = makeTown(generateTown(seed, { blocks }), generator(seed, "routes"), routes, [shortest, longest]);
    if (kept.size >= mostKept) kept.delete(kept.keys().next().value as string);
    kept.set(name, town);
  }
  return town;
}
