import type { Body } from "./body.ts";

export const engines = ["mujoco", "rapier"] as const;
export type Engine = (typeof engines)[number];

/**
 * A body in motion: all that a task may know of an engine. Arrays belong to the simulation, which may replace them when
 * another is opened: read them through it each time. Links count from 1 in the order of the description; row 0 is the
 * world, which holds the ground.
 */
export interface Simulation {
  readonly engine: Engine;
  /** What motors are told, `[motors]`; read by `step`, kept until overwritten. */
  readonly control: Float64Array;
  /** Of all joints, in order: `[positions]`, `[speeds]`. Written between `reset` and `place` only. */
  readonly positions: Float64Array;
  readonly speeds: Float64Array;
  /**
   * Links' frames in the world, `[links + 1, 3]` [m] and `[links + 1, 4]`: on MuJoCo as at the beginning of the last
   * substep, on Rapier as at its end.
   */
  readonly places: Float64Array;
  readonly turns: Float64Array;
  /** Links' centres of mass, `[links + 1, 3]` [m], likewise. */
  readonly centres: Float64Array;
  /** `[links + 1, 10]`: inertia about the tree's centre of mass (6), mass times offset (3), mass; likewise. */
  readonly inertias: Float64Array;
  /** `[links + 1, 6]`: turning and moving at the tree's centre of mass [rad/s, m/s], likewise. */
  readonly motions: Float64Array;
  /** `[links + 1, 6]`: torque and force by contacts on a link, at the tree's centre of mass [N m, N]. */
  readonly contacts: Float64Array;
  /** `[speeds]`: what motors, and what limits and contacts, do to each joint [N m or N]. */
  readonly motorForces: Float64Array;
  readonly constraintForces: Float64Array;
  /** `[links + 1]` [kg] */
  readonly masses: Float64Array;
  /** `[links + 1, 6]`: force and torque on links from outside, at their centres of mass [N, N m]; kept until overwritten. */
  readonly pushes: Float64Array;
  /** Puts everything where the description says, at rest. */
  reset(): void;
  /** Brings all else in line with `positions` and `speeds`. */
  place(): void;
  /** Moves on by so many timesteps. False where it diverged; nothing that can be read then means anything before `reset`. */
  step(count: number): boolean;
  /** Makes the body another: factors on the description's values, all 1 at first. */
  vary(factors: Factors): void;
  /**
   * With it the motion goes on bit for bit, factors aside; `restore` also brings all that can be read in line with the
   * positions.
   */
  capture(): Uint8Array;
  restore(state: Uint8Array): void;
  /** Twice is harmless. */
  close(): void;
}

/** What may differ from one episode to the next. */
export interface Factors {
  readonly friction: number;
  readonly gravity: number;
  readonly mass: number;
  readonly strength: number;
}

/** How a simulation is opened. */
export interface Opening {
  /** Whether `vary` will be called: the simulation then shares nothing with others of the same body. */
  readonly varies: boolean;
}

/** An engine that has been loaded. */
export interface LoadedEngine {
  open(body: Body, opening: Opening): Simulation;
}
