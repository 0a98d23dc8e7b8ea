import { fail } from "../../src/core/index.ts";
import { paceOf } from "../play/cast.ts";

/** What is shown of an episode: states by the number of steps before them, and how long each is shown [ms]. */
export interface Shots {
  readonly steps: readonly number[];
  readonly delays: readonly number[];
}

export interface ShotsAsked {
  /** Steps from one picture to the next; what suits by default. */
  readonly every?: number;
  /** 1: as fast as in the world. */
  readonly speed: number;
}

const customaryMs = 40;
const shortestMs = 20; // what is shorter is shown for 100 ms by browsers
const unitMs = 10; // of times in a GIF
const lastMs = 1000;

/**
 * The pictures of a film: the first and the last state, and those in between at even distances.
 * @throws `cli/usage` for pictures that follow too fast
 */
export function filmShots(episode: Length, { every: asked, speed }: ShotsAsked): Shots {
  const stepMs = (1000 * paceOf(episode)) / speed;
  const every = asked ?? Math.max(1, Math.round(customaryMs / stepMs));
  if (every * stepMs < shortestMs && every < episode.steps)
    fail("cli/usage", {
      given: `a picture every ${Number((every * stepMs).toPrecision(3))} ms`,
      expected: `at least ${shortestMs} ms between them`,
      fix: `--every ${Math.ceil(shortestMs / stepMs)}, or a lower --speed.`,
    });
  const steps = evenly(episode.steps, every);
  const times = steps.map((step) => unitMs * Math.round((step * stepMs) / unitMs));
  return { steps, delays: times.map((time, i) => (i + 1 < times.length ? times[i + 1] - time : lastMs)) };
}

/** The pictures of a sheet: a number of them that can be looked at together, unless told otherwise. */
export function sheetShots({ steps }: Length, every?: number): readonly number[] {
  return every === undefined
    ? [...new Set(Array.from({ length: onSheet }, (_, i) => Math.round((i * steps) / (onSheet - 1))))]
    : evenly(steps, every);
}

const onSheet = 12;

export interface Length {
  readonly steps: number;
  /** [s] */
  readonly stepSeconds: number;
}

export const evenly = (steps: number, every: number): number[] => [
  ...Array.from({ length: Math.ceil(steps / every) }, (_, i) => i * every),
  steps,
];
