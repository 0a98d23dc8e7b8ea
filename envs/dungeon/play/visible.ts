import { cellFlag } from "../data/terrain.ts";
import type { Game } from "../state/game.ts";
import { isNear } from "../state/grid.ts";
import { my } from "../state/hero.ts";

/** Whether the hero sees what is on a cell: it is in line of sight and lit, or close by. */
export function isVisible({ sight, flags, me }: Game, cell: number): boolean {
  return sight[cell] === 1 && ((flags[cell] & cellFlag.lit) !== 0 || isNear(cell, me[my.cell]));
}
