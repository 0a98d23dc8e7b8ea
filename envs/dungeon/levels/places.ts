/** The levels of the dungeon by number: the main branch from the top, then the caves from theirs. */
export const mainLevels = 20;
export const caveLevels = 5;
export const allPlaces = mainLevels + caveLevels;

/** 0 for the dungeon, 1 for the caves. */
export const branchOf = (place: number): number => (place < mainLevels ? 0 : 1);
/** The number of a level in its branch, from 1. */
export const depthOf = (place: number): number => (place < mainLevels ? place + 1 : place - mainLevels + 1);

/** A whole number from the dungeon's seed, in [0, below). */
const choose = (seed: number, what: number, below: number) =>
  (Math.imul(seed ^ (what * 0x9e3779b1), 0x85ebca6b) >>> 8) % below;

/** The level, from 1, that leads to the caves; that of the seer; and the first one that is a maze. */
export const cavesFrom = (seed: number): number => 2 + choose(seed, 1, 3);
export const seerOn = (seed: number): number => 5 + choose(seed, 2, 4);
export const mazesFrom = 16;

/** How deep a level is below ground: that of the caves goes on from where they begin. */
export const depthBelow = (seed: number, place: number): number =>
  place < mainLevels ? place + 1 : cavesFrom(seed) + place - mainLevels + 1;

const words = Array.from({ length: allPlaces }, (_, place) =>
  branchOf(place) === 0
    ? `You are on level ${place + 1} of the dungeon.`
    : `You are on level ${depthOf(place)} of the caves.`,
);
export const placesInWords = (place: number): string => words[place];
