/** The highest seed of a run or of an evaluation. */
export const highestSeed = 2 ** 32 - 1;

/**
 * The seed of an evaluation's worlds. These begin above every seed that a run can have, so an evaluation never lives an
 * episode that a training has seen, even where both have the same seed.
 */
export const evaluationSeed = (seed: number): number => highestSeed + 1 + seed;
