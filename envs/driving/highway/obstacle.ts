import { cosine, sine } from "../../../src/core/index.ts";

/** A box that stands still. */
export interface Obstacle {
  readonly x: number;
  readonly y: number;
  readonly heading: number;
  readonly cos: number;
  readonly sin: number;
  /** [m] */
  readonly length: number;
  readonly width: number;
}

export const obstacle = (x: number, y: number, heading: number, length: number, width: number): Obstacle => ({
  ...{ x, y, heading, length, width },
  cos: cosine(heading),
  sin: sine(heading),
});
