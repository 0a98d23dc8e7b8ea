import type { Capture, Params, Thrown } from "../core/index.ts";
import type { RecordStore } from "./saved-worlds.ts";
import type { Worlds } from "./worlds.ts";

/** Marks the data of a worker that steps worlds. */
export const purpose = "rewardgym/worlds";

/** A worker's `workerData`. */
export interface WorkerSetup {
  /** The module that exports the registry of envs. */
  readonly source: string;
  readonly env: { readonly id: string; readonly params: Params };
  readonly worlds: number;
  readonly range: readonly [number, number];
  readonly buffer: SharedArrayBuffer;
  readonly signals: Int32Array;
  /** Which worker it is: names its words in `signals`. */
  readonly worker: number;
  /** The states that its predecessor saved. */
  readonly store: RecordStore;
  readonly saveEvery: number;
  /** How long it waits for the next step without leaving its core to others [ms]. */
  readonly spinMs: number;
  readonly capture: Capture;
  readonly group?: number;
}

/** All but steps is asked for by a call. */
export type Method = Exclude<keyof Worlds, "step">;

/** What a worker serves to the main thread. */
export interface WorldThread {
  /** Creates its worlds, and begins to look for steps. */
  open(): Promise<void>;
  ask(method: Method, given: readonly unknown[]): unknown;
}

/** What the main thread hears from a worker, each as a letter that nobody answers. */
export interface Reader {
  fault(worlds: readonly number[], thrown: Thrown): void;
  /** Texts captured in this step, of its range. */
  texts(texts: readonly string[]): void;
  /** An episode began with another goal than the last. */
  goal(world: number, goal: string): void;
  /** States are kept here from now on. */
  store(store: RecordStore): void;
}
