import type { BoundEnv } from "./bind-env.ts";
import type { Poke } from "./poke.ts";
import type { Columns, FrameInput } from "./reward-rows.ts";
import type { SceneDescription } from "./scene.ts";
import type { SceneMarks } from "./scene-marks.ts";
import type { Batch, Space } from "./space.ts";
import type { Frame } from "./world.ts";

/** What a vector captures in every step. */
export interface Capture {
  readonly text?: boolean;
  /** What every episode is to achieve, in words. */
  readonly goals?: boolean;
  readonly frames?: FrameInput;
  /** Where the rows of scenes were before their worlds were reset; only of envs whose worlds describe a scene. */
  readonly finalPoses?: boolean;
}

/** A failure of a world or its worker that was repaired. */
export interface Fault {
  /** How often the vector had been stepped, this step included; 0 in `reset`. */
  readonly step: number;
  /** Worlds that were rebuilt from their last saved state. */
  readonly worlds: readonly number[];
  readonly cause: Error;
  readonly message: string;
}

/**
 * Worlds of one env, stepped together. What agents see and do has a row a seat: row = world * env.seats + seat. One
 * auto-reset rule: an episode that ends is followed by the next one in the same call, whether its world restarts or a
 * single seat does. All arrays belong to the vector and live as long as it; a step overwrites them. One call at a time.
 */
export interface VectorEnv {
  readonly env: BoundEnv;
  readonly worlds: number;
  /** `worlds * env.seats` */
  readonly rows: number;
  /** Written by the caller before `step`; those of absent seats mean nothing. */
  readonly actions: Batch<Space>;
  /** `[rows, ...]`, of the next episode where one ended; zeros where a seat is absent. */
  readonly observations: Batch<Space>;
  /** `[rows, maskSize]` of the present observations; ones where a seat is absent. */
  readonly masks: Uint8Array;
  /**
   * Each `[rows]`, of the next episode where one ended; zeros where a seat is absent. A vector has a column for each
   * element: `joints.0`, `joints.1` and so on.
   */
  readonly features: Columns;
  /** `[rows]`: 1 where a seat takes part in the next step. Always, but in worlds of several seats. */
  readonly present: Uint8Array;
  /** `[rows]`: 1 where a seat took part in the last step; what was `present` before it. */
  readonly acted: Uint8Array;
  /**
   * `[rows]` where worlds are grouped, else empty. Rows share a number where their worlds began their episodes from the
   * same state and they have the same seat in it.
   */
  readonly groups: Int32Array;
  /**
   * Before the next episode, in rows that ended in the last step; other rows mean nothing. In a broken row, what the world
   * shows after it was mended: whoever needs the last observation before that has to keep it.
   */
  readonly finalObservations: Batch<Space>;
  /** Before the restart, in rows that ended in the last step, broken ones included; other rows mean nothing. */
  readonly finalFeatures: Columns;
  /** Of the last step, also for worlds that ended in it. */
  readonly events: { readonly [name: string]: Int32Array };
  /** Of the last step; an episode whose last allowed step ends it by the task's rule is terminated, not truncated. */
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  /**
   * 1 where the row's world or worker failed: the row was truncated if its seat took part, the action was not carried
   * out, the final features are those before it, and the world goes on from an earlier state.
   */
  readonly broken: Uint8Array;
  /** The first `ended` entries are the rows that ended in the last step, ascending. */
  readonly endedRows: Int32Array;
  readonly ended: number;
  /** `[worlds]`, after the last step and before anything restarts; empty unless captured. */
  readonly texts: readonly string[];
  /**
   * `[worlds]`: what the present episode is to achieve, after the restart where a world ended: the world's own words, or
   * the env's; empty unless captured.
   */
  readonly goals: readonly string[];
  /** `[worlds, height, width, 3]`, as `texts`; rows that were not painted in the last step hold an older picture. */
  readonly frames: Uint8Array;
  /** `[worlds]`: 1 where a picture was painted in the last step; empty unless captured. */
  readonly framed: Uint8Array;
  readonly capture: Capture;
  /**
   * Whether worlds can be saved. Those of a real browser, say, cannot: then `save`, `load` and `branch` throw
   * `vector/unsavable`, and a run in them cannot be resumed.
   */
  readonly savable: boolean;
  /** All faults so far. */
  readonly faults: readonly Fault[];
  /** Begins an episode in every world. World i draws from `generator(seed, "world", i)` over all its episodes. */
  reset(seed: number): Promise<void>;
  /**
   * Begins an episode in one world, which from now on draws from the seed; the others stay where they are.
   * @param alone whether it draws as the only world of a vector does, world 0, and not as its own row does
   */
  restart(world: number, seed: number, alone?: boolean): Promise<void>;
  /**
   * Carries out the actions, clipping boxes in place.
   * @throws `action/illegal` before any world has moved; `vector/failed` where a world fails again and again
   */
  step(): Promise<void>;
  /**
   * A world as bytes: with them it goes on as if nothing had been, here or in another vector of the same env.
   * @throws `vector/unsavable`
   */
  save(world: number): Promise<Uint8Array>;
  /** @throws `file/corrupt`, `checkpoint/foreign`, `vector/unsavable` before anything has changed */
  load(world: number, bytes: Uint8Array): Promise<void>;
  /**
   * A new vector, opened as this one but without groups, whose worlds all go on from this world.
   * @throws `vector/unsavable`
   */
  branch(world: number, copies: number): Promise<VectorEnv>;
  /** @throws `env/unsupported` */
  text(world: number): Promise<string>;
  /** What can be seen in a world, the same for its life. @throws `env/unsupported` */
  scene(world: number): Promise<SceneDescription>;
  /** Writes where the rows of a world's scene are now into `out`, `[sceneRows, 7]`. @throws `env/unsupported` */
  poses(world: number, out: Float64Array): Promise<void>;
  /**
   * The same before the world was last reset at the end of an episode; where it was not, as they are now. Only where
   * they are captured: worlds that live elsewhere are asked for nothing but what is.
   */
  finalPoses?(world: number, out: Float64Array): Promise<void>;
  /** What can be said of a world's moment besides `poses`; only where worlds live in this process. @throws `env/unsupported` */
  marks?(world: number): Promise<SceneMarks>;
  /**
   * Adds a force to the next step of a world; `load`, `restart` and `reset` drop it. Only where worlds live in this process.
   * @throws `env/unsupported` for worlds that cannot be pushed
   */
  poke?(world: number, poke: Poke): Promise<void>;
  /** Paints into the frame's pixels. @throws `env/unsupported` */
  draw(world: number, frame: Frame): Promise<void>;
  close(): Promise<void>;
}

/** Worlds whose steps are scored at once, for scripts and servers. */
export interface ScoredVector {
  readonly vector: VectorEnv;
  /** Of the last step, `[rows]`; zeros where no reward was asked for and where a seat was absent. */
  readonly rewards: Float64Array;
  /** Weights included: terms sum to the rewards. Names are known from the start. */
  readonly terms: { readonly [name: string]: Float64Array };
  /** Of the episodes that ended in the last step, in their rows; others mean nothing. */
  readonly ended: {
    /** The yardstick in [0, 1]; NaN where a fault, or a `load` in mid-episode, cut the beginning off. */
    readonly scores: Float64Array;
    /** Undiscounted sums of rewards. */
    readonly returns: Float64Array;
    readonly lengths: Int32Array;
  };
  /** Begins an episode in every world. */
  reset(seed: number): Promise<void>;
  /** Begins an episode in one world, as `VectorEnv.restart` does. */
  restart(world: number, seed: number, alone?: boolean): Promise<void>;
  /**
   * Whether the reward failed in the last step. The worlds have moved nevertheless; rewards and terms of that step are
   * NaN, and so are the returns of the episodes that it belongs to.
   */
  readonly unscored: boolean;
  /** Carries out `vector.actions` and scores the result. @throws what `VectorEnv.step` and the reward throw */
  step(): Promise<void>;
  /** A world with its episode so far and the reward's memory of it. `VectorEnv.load` accepts it too. */
  save(world: number): Promise<Uint8Array>;
  /**
   * Puts a saved world in the place of one. Of a world that a `VectorEnv` saved in the middle of an episode,
   * the episode's past is unknown; of one that was scored by another reward, nothing is remembered.
   * @throws `file/corrupt`, `checkpoint/foreign` before anything has changed
   */
  load(world: number, bytes: Uint8Array): Promise<void>;
  /** The complete state: another vector opened the same way continues from it exactly as before. */
  saveAll(): Promise<Uint8Array>;
  /** @throws `file/corrupt`, `checkpoint/foreign` */
  loadAll(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** Whether nobody in a world went on after the last step: it was reset then, or it failed. */
export function isOver(
  { env, acted, terminated, truncated }: Pick<VectorEnv, "env" | "acted" | "terminated" | "truncated">,
  world: number,
): boolean {
  const [first, next] = [world * env.seats, (world + 1) * env.seats];
  for (let row = first; row < next; row++) if (acted[row] && terminated[row] + truncated[row] === 0) return false;
  return true;
}
