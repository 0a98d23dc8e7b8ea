import type { Poke, SceneDescription, SceneMarks } from "../core/index.ts";
import type { WorldState } from "./world-state.ts";

type Now<T> = T | Promise<T>;

/** Steps the worlds of a vector: a range of them in this thread, or ranges in several threads. */
export interface Worlds {
  reset(seed: number): Now<void>;
  /** Begins an episode in one world, drawing from `generator(seed, "world", stream)`. */
  restart(row: number, seed: number, stream: number): Now<void>;
  /** Takes legal actions, writes all that a step writes, restarts worlds that ended and mends worlds that failed. */
  step(): Now<void>;
  save(world: number): Now<WorldState>;
  load(world: number, saved: WorldState): Now<void>;
  text(world: number): Now<string>;
  scene(world: number): Now<SceneDescription>;
  /** Writes into `out` and returns it, or a copy of it where the world lives in another thread. */
  poses(world: number, out: Float64Array): Now<Float64Array>;
  /** The same before the last reset that ended an episode; undefined where nothing was captured. */
  finalPoses(world: number): Now<Float64Array | undefined>;
  marks(world: number): Now<SceneMarks>;
  /** Pushes a world in its next step. */
  poke(world: number, poke: Poke): Now<void>;
  /** The pixels of a picture; they belong to the caller. */
  draw(world: number, width: number, height: number, camera: string): Now<Uint8Array>;
  close(): Now<void>;
}

type Unsure = "save" | "load" | "finalPoses" | "marks" | "poke";

/** Worlds that perhaps cannot be saved, and show only what is now. */
export type AnyWorlds = Omit<Worlds, Unsure> & Partial<Pick<Worlds, Unsure>>;
