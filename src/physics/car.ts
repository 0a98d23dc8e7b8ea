import type { Vector } from "./body.ts";

/** A car on four wheels that are rays with springs, as plain data. In its own frame x is ahead, y left and z up. */
export interface Car {
  /** [s] */
  readonly timestep: number;
  /** [m/s^2], downwards */
  readonly gravity: number;
  /** [kg] */
  readonly mass: number;
  /** Halves of the body's box, and the height of its middle above the centre of mass [m]. */
  readonly half: Vector;
  readonly raised: number;
  /** Where springs are fixed, from the centre of mass [m]; front left, front right, rear left, rear right. */
  readonly springs: readonly [Vector, Vector, Vector, Vector];
  /** Of a wheel [m]. */
  readonly radius: number;
  readonly spring: Spring;
  /** Friction of tyres [1]: the most force over the weight that they bear. */
  readonly grip: number;
  /** How many things it may run into at a time. */
  readonly obstacles: number;
  /** Heights of the ground around the car; without it the ground is level and endless. */
  readonly patch?: Patch;
}

/** A wheel's spring, by the whole car's mass. */
export interface Spring {
  /** Without load, from where it is fixed to the wheel's middle [m]. */
  readonly length: number;
  readonly travel: number; // [m]
  readonly stiffness: number; // [1/s^2]
  readonly compression: number; // damping while it shortens [1/s]
  readonly relaxation: number; // and while it lengthens [1/s]
  readonly most: number; // [N]
}

/** A square grid of heights. */
export interface Patch {
  /** Heights in a row, and rows. */
  readonly across: number;
  /** From one height to the next [m]. */
  readonly spacing: number;
}

/** Numbers of the car's motion: place [m], turn (w, x, y, z), velocity [m/s] and spin [rad/s] in the world. */
export const carSize = 13;

/** Numbers of an obstacle: halves of its box [m], place [m], turn (w, x, y, z), velocity [m/s], turning about z [rad/s]. */
export const obstacleSize = 14;

/**
 * A car among boxes that move as they are told and push it away. Arrays belong to the simulation. Bit for bit the same
 * from the same state, whatever came before.
 */
export interface CarSimulation {
  /** `[carSize]` */
  readonly motion: Float64Array;
  /** Angle of the front wheels [rad], left is positive; force of all wheels ahead [N]; of all brakes [N]. */
  readonly control: Float64Array;
  /** `[obstacles, obstacleSize]`: halves of 0 where there is none. Read by `lay`. */
  readonly obstacles: Float64Array;
  /** `[obstacles]`: 1 where the car has touched one since `lay`. */
  readonly touched: Float64Array;
  /** Forgets everything, and puts the car where `motion` says, without obstacles; wheels find the ground after a step. */
  place(): void;
  /** Puts obstacles where they are, from where they go on with their velocities. */
  lay(): void;
  /** Lays the patch of ground: heights [m], row-major, y growing from row to row, about a middle. */
  ground(x: number, y: number, heights: Float32Array): void;
  /** One timestep. Returns false, and leaves `motion`, if it diverges. @throws {BrokenThread} if the engine has failed */
  step(): boolean;
  /** The state, without what `lay` reads; after `restore` the motion continues bit for bit. */
  capture(): Uint8Array;
  restore(state: Uint8Array): void;
  /** May be called twice. */
  close(): void;
}
