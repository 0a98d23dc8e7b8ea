import type { Thrown } from "../../core/index.ts";
import type { Hosting } from "./hosting.ts";

/** A thread's `workerData`. */
export interface ThreadSetup {
  /** The module whose default export is the `Host`. */
  readonly host: string;
  /** The number of the call that the thread last began. */
  readonly running: Int32Array;
}

/** A call that a thread is asked to carry out. */
export interface Call {
  readonly call: number;
  readonly method: keyof Hosting;
  readonly given: readonly unknown[];
}

export interface Reply {
  readonly call: number;
  readonly value?: unknown;
  readonly thrown?: Thrown;
}
