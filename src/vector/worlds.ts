import type { SceneDescription } from "../core/index.ts";
import type { WorldState } from "./world-state.ts";

type Now<T> = T | Promise<T>;

/** Steps the worlds of a vector: all in this thread, or ranges of them in several threads. */
export interface Worlds {
  reset(seed: number): Now<void>;
  /** Begins an episode in one world, drawing from `generator(seed, "world", stream)`. */
  restart(row: number, seed: number, stream: number): Now<void>;
  /** Takes legal actions, writes all that a step writes, restarts worlds that ended and mends worlds that failed. */
  step(): Now<void>;
  save(row: number): Now<WorldState>;
  load(row: number, saved: WorldState): Now<void>;
  text(row: number): Now<string>;
  scene(row: number): Now<SceneDescription>;
  /** Writes into `out` and returns it, or a copy of it where the world lives in another thread. */
  poses(row: number, out: Float64Array): Now<Float64Array>;
  /** The pixels of a picture; they belong to the caller. */
  draw(row: number, width: number, height: number, camera: string): Now<Uint8Array>;
  close(): Now<void>;
}
