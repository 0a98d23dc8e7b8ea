import type { Capture, Env, EnvChoice, Fault, Registry } from "../core/index.ts";

export interface VectorOptions {
  readonly envs: Registry<Env>;
  readonly env: EnvChoice;
  readonly worlds: number;
  /**
   * Puts this many worlds, neighbours by number, into a group: the e-th episodes of the worlds of a group begin from one
   * state, and each goes on by its own chance.
   */
  readonly group?: number;
  /**
   * Threads that step: 0, the default, is this thread; 1 a worker, which may die without harm; more are this thread and
   * workers besides it. The results are the same.
   */
  readonly threads?: number;
  /** Further threads that work while worlds are stepped; where cores are left over, threads wait without sleeping. */
  readonly companions?: number;
  readonly capture?: Capture;
  /** The most steps that a fault takes a world back, perhaps into an earlier episode; 200 by default. */
  readonly saveEvery?: number;
  /** Called in long work on many worlds: while what it returns is pending, others may use this thread [a rest every 20 ms]. */
  breathe?(): Promise<void> | undefined;
  /** Called for every fault, at the end of its step. */
  onFault?(fault: Fault): void;
}
