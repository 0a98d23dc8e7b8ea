import { terrain as is, isPlain } from "../data/terrain.ts";
import { joinWalls } from "../levels/draw.ts";
import { below } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { cells, offsets } from "../state/grid.ts";
import { my } from "../state/hero.ts";

const pulls = 60;
const wallsIn = 100; // cells, of which so many are walls
const walls = 22;
const leastGround = 28; // cells

const reached = new Uint8Array(cells);
const pending = new Int16Array(cells);
const boulders = new Int16Array(8);
const targets = new Int16Array(8);
const isBoulderAt = new Uint8Array(cells);

/**
 * Draws a puzzle on some plain cells, with the hero: boulders begin on fountains and are pulled away at random, each pull
 * being a push played backwards, so that the pushes in reverse order solve it. False where too little came of it.
 */
export function growPuzzle(game: Game, ground: Int16Array, count: number): boolean {
  const { terrain, me } = game;
  for (const cell of ground) if (below(game, wallsIn) < walls) terrain[cell] = is.crossWall;
  isBoulderAt.fill(0);
  let hero = ground[below(game, ground.length)];
  if (!isPlain[terrain[hero]] || findWays(terrain, hero) < leastGround) return false;
  for (const cell of ground) if (reached[cell] === 0) terrain[cell] = is.crossWall;
  for (let i = 0; i < count; ) {
    const cell = ground[below(game, ground.length)];
    if (reached[cell] === 0 || isBoulderAt[cell] || cell === hero) continue;
    boulders[i] = targets[i++] = cell;
    isBoulderAt[cell] = 1;
  }
  let hasMoved = true;
  for (let pull = 0; pull < pulls; pull++) {
    const i = below(game, count);
    const away = offsets[below(game, 4)]; // from the boulder to the hero who pulls it
    if (hasMoved) findWays(terrain, hero);
    hasMoved = false;
    // as far as it goes, or some of the way
    for (let left = 1 + below(game, 4); left > 0; left--) {
      const [stand, beyond] = [boulders[i] + away, boulders[i] + 2 * away];
      if (reached[stand] === 0 || !isPlain[terrain[beyond]] || isBoulderAt[beyond]) break;
      isBoulderAt[boulders[i]] = 0;
      isBoulderAt[stand] = 1;
      boulders[i] = stand;
      reached[beyond] = 1;
      hero = beyond;
      hasMoved = true;
    }
  }
  for (let i = 0; i < count; i++) if (isBoulderAt[targets[i]]) return false;
  for (let i = 0; i < count; i++) {
    terrain[boulders[i]] = is.boulder;
    terrain[targets[i]] = is.fountain;
  }
  me[my.cell] = hero;
  joinWalls(terrain);
  return true;
}

/** Marks where the hero can go without moving a boulder, and counts the cells. */
function findWays(terrain: Uint8Array, from: number): number {
  reached.fill(0);
  reached[from] = 1;
  pending[0] = from;
  let count = 1;
  for (let next = 0; next < count; next++)
    for (let direction = 0; direction < 4; direction++) {
      const cell = pending[next] + offsets[direction];
      if (reached[cell] || !isPlain[terrain[cell]] || isBoulderAt[cell]) continue;
      reached[cell] = 1;
      pending[count++] = cell;
    }
  return count;
}
