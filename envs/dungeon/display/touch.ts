import type { Game } from "../state/game.ts";

/** Marks a cell that may look different now. */
export function touch({ screen }: Game, cell: number): void {
  if (screen.isTouched[cell] === 1) return;
  screen.isTouched[cell] = 1;
  screen.touched[screen.touchedCount++] = cell;
}
