import type { Vector } from "./scene.ts";

/** A force on a row of a scene during one step, as from a person who pulls at it. Both vectors are in the world's frame. */
export interface Poke {
  /** At least 1: row 0 is the world itself. */
  readonly row: number;
  /** Where it acts [m]. */
  readonly at: Vector;
  /** [N] */
  readonly force: Vector;
}
