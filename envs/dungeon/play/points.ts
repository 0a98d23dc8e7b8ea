import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";

/**
 * Points as NetHack shows them: gold gained, 4 for each point of experience and what else was earned (`bonus`), 50 for
 * every level below the first, and 1,000 for each below the twentieth.
 */
export function pointsOf({ me }: Game): number {
  const gold = me[my.gold] - me[my.startGold];
  const deepest = me[my.deepest];
  return (gold > 0 ? gold : 0) + me[my.bonus] + 50 * (deepest - 1) + (deepest > 20 ? 1000 * (deepest - 20) : 0);
}
