import type { Game } from "./game.ts";

// The game throws its own dice, whose state lies in the saved block; the world's generator only seeds them. So levels come
// from the seed alone, however a game is played. Algorithm: sfc32 (Doty-Humphrey, PractRand 0.95).

/** A whole number in [0, 2^32). */
function next(dice: Int32Array): number {
  const sum = (dice[0] + dice[1] + dice[3]) | 0;
  dice[3] = dice[3] + 1;
  dice[0] = dice[1] ^ (dice[1] >>> 9);
  dice[1] = (dice[2] + (dice[2] << 3)) | 0;
  dice[2] = ((dice[2] << 21) | (dice[2] >>> 11)) + sum;
  return sum >>> 0;
}

/** A whole number in [0, count). */
export const below = ({ dice }: Game, count: number): number => Math.floor((next(dice) * count) / 4294967296);

/** A whole number from low to high, both included. */
export const between = (game: Game, low: number, high: number): number => low + below(game, high - low + 1);

export const oneIn = (game: Game, count: number): boolean => below(game, count) === 0;

/** The sum of some dice. */
export function roll(game: Game, count: number, sides: number): number {
  let sum = count;
  for (let die = 0; die < count; die++) sum += below(game, sides);
  return sum;
}

/** Starts the dice over from a seed and a number, such as a level's. */
export function seedDice(dice: Int32Array, seed: number, path: number): void {
  dice[0] = seed;
  dice[1] = Math.imul(path + 1, 0x9e3779b1);
  dice[2] = seed ^ 0x5bd1e995;
  dice[3] = 1;
  for (let warm = 0; warm < 12; warm++) next(dice);
}

/** Shuffles bytes in place (Fisher and Yates). */
export function shuffle(game: Game, values: Uint8Array): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = below(game, i + 1);
    const kept = values[i];
    values[i] = values[j];
    values[j] = kept;
  }
}
