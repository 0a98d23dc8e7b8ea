import type { Keys } from "./keys.ts";
import { ground, steps } from "./map.ts";
import { beneath, type Notes, note } from "./notes.ts";
import { type Daring, findRoutes, isDoor, type Routes } from "./routes.ts";
import type { Leaves, Senses } from "./senses.ts";

/** How the player goes about it. */
export interface Habits {
  /** Depth that a hero of a level dares to go to, at first and for every experience level more. */
  readonly depthAtFirst: number;
  readonly depthPerLevel: number;
  /** Steps in an episode after which it goes down as fast as it can. */
  readonly diveAfter: number;
  /** Share of the hit points below which it rests where nobody is near. */
  readonly restBelow: number;
  /** Waits for enemies that are so near, to strike first. */
  readonly waitFor: number;
}

/** All that a decision is made from: what is seen now, and what is remembered of this game. */
export interface Mind {
  readonly keys: Keys;
  readonly habits: Habits;
  readonly senses: Senses;
  readonly routes: Routes;
  notes: Notes;
  leaves: Leaves;
  row: number;
}

/** Whether there is such an action. */
export const can = (action: number) => action >= 0;

/** Takes an action that a question follows, and remembers what the question will be about. */
export function ask({ notes }: Mind, want: number, action: number): number {
  notes.facts[note.wanted] = want;
  return action;
}

/** What the hero stands on, where that is a door or stairs. */
export const under = ({ notes, senses }: Mind): number => Math.floor(notes.been[senses.map.hero] / beneath);

/** Finds the ways from here. */
export function findWays(mind: Mind, daring: Daring): void {
  const { routes, senses, notes } = mind;
  findRoutes(routes, senses.map, notes.blocked, senses.turn, isDoor(under(mind)), daring);
}

/** Steps in a direction, or runs where the way is straight for some steps. */
export function step({ keys, notes, senses }: Mind, direction: number, straight = 1): number {
  const { facts } = notes;
  const { hero } = senses.map;
  facts[note.direction] = direction;
  facts[note.from] = hero;
  facts[note.target] = hero + steps[direction];
  return straight > 2 && can(keys.far[direction]) ? keys.far[direction] : keys.move[direction];
}

export function search({ keys, notes, senses }: Mind): number {
  notes.been[senses.map.hero]++;
  return keys.search;
}

export function goDown({ keys, notes }: Mind): number {
  notes.facts[note.took] = ground.stairsUp;
  return keys.down;
}
