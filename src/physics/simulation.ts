import type { Body, Vector } from "./body.ts";
import type { Car, CarSimulation } from "./car.ts";

export const engines = ["mujoco", "rapier"] as const;
export type Engine = (typeof engines)[number];

/**
 * A body in motion: the only view of an engine that tasks have. Arrays belong to the simulation, which may replace them
 * when another one is opened, so read them through it each time. Links count from 1 in the order of the description; row
 * 0 is the world, with the ground.
 */
export interface Simulation {
  readonly engine: Engine;
  /** The motors' controls, `[motors]`; read by `step`, kept until overwritten. */
  readonly control: Float64Array;
  /** Of all joints, in order: `[positions]`, `[speeds]`. Written between `reset` and `place` only. */
  readonly positions: Float64Array;
  readonly speeds: Float64Array;
  /**
   * Links' frames in the world, `[links + 1, 3]` [m] and `[links + 1, 4]`: on MuJoCo at the start of the last substep, on
   * Rapier at its end.
   */
  readonly places: Float64Array;
  readonly turns: Float64Array;
  /** Links' centres of mass, `[links + 1, 3]` [m], likewise. */
  readonly centres: Float64Array;
  /** `[links + 1, 10]`: inertia about the tree's centre of mass (6), mass times offset (3), mass; likewise. */
  readonly inertias: Float64Array;
  /** `[links + 1, 6]`: angular and linear velocity at the tree's centre of mass [rad/s, m/s], likewise. */
  readonly motions: Float64Array;
  /** `[links + 1, 6]`: torque and force by contacts on a link, at the tree's centre of mass [N m, N]. */
  readonly contacts: Float64Array;
  /** `[speeds]`: force on each joint by motors, and by limits and contacts [N m or N]. */
  readonly motorForces: Float64Array;
  readonly constraintForces: Float64Array;
  /** `[links + 1]` [kg] */
  readonly masses: Float64Array;
  /** `[links + 1, 6]`: force and torque on links from outside, at their centres of mass [N, N m]; kept until overwritten. */
  readonly pushes: Float64Array;
  /** Where links are pressed after the last step, for whoever looks on; allocates. Of two links, on the second one. */
  touches(): Touch[];
  /** Puts everything into the pose of the description, at rest. */
  reset(): void;
  /** Updates everything else after `positions` and `speeds` were written. */
  place(): void;
  /**
   * Advances by a number of timesteps. Returns false if it diverged; all values are then meaningless until `reset`.
   * @throws {BrokenThread} if the engine itself failed, now or before
   */
  step(count: number): boolean;
  /** Changes the body by factors on the description's values, all 1 at first. */
  vary(factors: Factors): void;
  /**
   * The state, without factors: after `restore` the motion continues bit for bit, and all values match the positions.
   */
  capture(): Uint8Array;
  restore(state: Uint8Array): void;
  /** May be called twice. */
  close(): void;
}

/** A contact. */
export interface Touch {
  /** [m] */
  readonly at: Vector;
  /** On the link [N]. */
  readonly force: Vector;
}

/** The factors that may change from one episode to the next. */
export interface Factors {
  readonly friction: number;
  readonly gravity: number;
  readonly mass: number;
  readonly strength: number;
}

/** Options for opening a simulation. */
export interface Opening {
  /** Whether `vary` will be called: the simulation then shares nothing with others of the same body. */
  readonly varies: boolean;
}

/** An engine that has been loaded. */
export interface LoadedEngine {
  open(body: Body, opening: Opening): Simulation;
  /** Where it has wheels. */
  openCar?(car: Car): CarSimulation;
}
