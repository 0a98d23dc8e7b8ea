import type { WorldState } from "./world-state.ts";

type Now<T> = T | Promise<T>;

/** Steps the worlds of a vector: a range of them in this thread, or ranges in several threads. */
export interface Worlds {
  reset(seed: number): Now<void>;
  /** Takes legal actions, writes all that a step writes, restarts worlds that ended and mends worlds that failed. */
  step(): Now<void>;
  save(world: number): Now<WorldState>;
  load(world: number, saved: WorldState): Now<void>;
  text(world: number): Now<string>;
  /** The pixels of a picture; they belong to the caller. */
  draw(world: number, width: number, height: number, camera: string): Now<Uint8Array>;
  close(): Now<void>;
}
