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

/** All calls but steps are sent as letters. */
export type Method = Exclude<keyof Worlds, "step">;
export interface Call {
  readonly id: number;
  readonly method: Method;
  readonly given: readonly unknown[];
}

/** A worker's message to the main thread. */
export type Letter =
  | { readonly kind: "ready" }
  /** It cannot start. */
  | { readonly kind: "unable"; readonly thrown: Thrown }
  | { readonly kind: "reply"; readonly id: number; readonly value: unknown }
  | { readonly kind: "refusal"; readonly id: number; readonly thrown: Thrown }
  | { readonly kind: "fault"; readonly worlds: readonly number[]; readonly thrown: Thrown }
  /** Texts captured in this step, of its range. */
  | { readonly kind: "texts"; readonly texts: readonly string[] }
  /** An episode began with another goal than the last. */
  | { readonly kind: "goal"; readonly row: number; readonly goal: string }
  /** States are kept here from now on. */
  | { readonly kind: "store"; readonly store: RecordStore };
