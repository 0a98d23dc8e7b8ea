import type { Poke } from "./poke.ts";
import type { Rng } from "./rng.ts";
import type { SceneDescription } from "./scene.ts";
import type { SceneMarks } from "./scene-marks.ts";
import type { Batch, Space } from "./space.ts";

/**
 * What one seat of a world reads and writes: its views into the memory of the vector, fixed for life.
 * `action` is read; everything else is written in full by every reset and step. State belongs in the world, not here.
 * Features and events are columns shared by all worlds: a world writes `features.height[row]`, and a reward reads it there.
 * A vector is a list of columns, one for each element: `features.joints[element][row]`.
 */
export interface Slot<
  O extends Space = Space,
  A extends Space = Space,
  F extends string = string,
  E extends string = string,
  V extends string = never,
> {
  readonly row: number;
  /** One row, legal: finite, within bounds. */
  readonly action: Batch<A>;
  /** One row. */
  readonly observation: Batch<O>;
  readonly features: { readonly [K in F]: Float64Array } & { readonly [K in V]: readonly Float64Array[] };
  /** Counts of what happened in this step; the vector sets them to 0 before it. */
  readonly events: { readonly [K in E]: Int32Array };
  /**
   * 1 for every legal option of every choice, choices and pick in the action, one after another, depth first; a pick's are
   * `[most, verbs]`. Empty unless the env declares `actionMask`.
   */
  readonly mask: Uint8Array;
}

/** A picture that a world paints: `pixels` is RGB, row-major from the top left, `width * height * 3` bytes. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly camera: string;
  readonly pixels: Uint8Array;
  /** Whether edges are left jagged, which takes about two thirds of the time [false]. */
  readonly isJagged?: boolean;
  /** Where to write how deep into the picture each pixel's part lies, `[height, width]` [m]; the sky is infinitely deep. */
  readonly depths?: Float32Array;
  /** Where to write each pixel's part, `[height, width]`: its number in the scene plus 1, or 0 for the sky. */
  readonly segments?: Uint16Array;
}

/**
 * One synchronous world. `reset` and `step` write observation, features and mask into the slot, or into all slots where a
 * world has several seats. No state outside what `save` returns; the generator given to `reset` and `load` is the same
 * object for life, may be kept, and is saved by the vector, which also loads it.
 *
 * A world has one seat unless its definition says otherwise, and then `seat` is always 0. Each seat lives episodes of its
 * own. When every seat that took part in a step has ended, the world is reset; else those that ended are reseated, or sit
 * out until the reset where a world does not reseat.
 */
export interface World {
  reset(rng: Rng): void;
  step(): void;
  /** Whether a seat's episode has ended by the task's own rule; time limits are enforced by the vector. */
  terminated(seat: number): boolean;
  /** Whether a seat's episode ends here although nothing has ended it, such as a car that leaves the map. */
  truncated?(seat: number): boolean;
  /** Begins an episode in one seat while the others go on: writes that seat's row and no other. */
  reseat?(seat: number, rng: Rng): void;
  /**
   * Whether a seat that is out takes part from now on. Asked after `reset` and `reseat`, where seats take part unless this
   * says otherwise, and after every step that it sat out. After `reset` at least one must. A seat that takes part leaves
   * by ending only.
   */
  present?(seat: number): boolean;
  save(): Uint8Array;
  load(bytes: Uint8Array, rng: Rng): void;
  close?(): void;
  draw?(frame: Frame): void;
  /** What can be seen, but for where it is: the same for life. Worlds that have it have `poses`. */
  scene?(): SceneDescription;
  /** Writes where the rows of the scene are now into `out` `[rows, 7]`: place and turn, row 0 being the world. */
  poses?(out: Float64Array): void;
  /** What can be said of this moment besides `poses`, for whoever looks on. Worlds that have it have a scene. */
  marks?(): SceneMarks;
  /** Adds a force to what the next step does, and to no other. Worlds that have it have a scene, whose rows are pushed. */
  poke?(poke: Poke): void;
  /** What this episode is to achieve, in words, where it differs from episode to episode; fixed from reset to reset. */
  goal?(): string;
  /** The present state described in a sentence; text rewards read it. */
  text?(): string;
}

/** The slots of many worlds of one seat, as whole columns: row i of each is that of world i of these. */
export interface SlotColumns<
  O extends Space = Space,
  A extends Space = Space,
  F extends string = string,
  E extends string = string,
  V extends string = never,
> extends Omit<Slot<O, A, F, E, V>, "row"> {
  /** How many worlds. */
  readonly count: number;
  /** `[count]`: 0 before a step, which writes 1 where the episode has ended by the task's own rule. */
  readonly terminated: Uint8Array;
}

/**
 * Worlds of one seat that step in one call, for those that take less time than the call itself. Each is a world of its
 * own besides, and is reset, saved and loaded alone. None is truncated by its own rule.
 */
export interface ManyWorlds {
  readonly worlds: readonly World[];
  /** Steps worlds `from` to before `to`, as stepping one after another would. If it throws, all of them have failed. */
  step(from: number, to: number): void;
}

/** Many worlds, from how a range of them is stepped and what one of them does besides. */
export const manyWorlds = (
  count: number,
  step: ManyWorlds["step"],
  one: (world: number) => Omit<World, "step">,
): ManyWorlds => ({
  worlds: Array.from({ length: count }, (_, world) => ({ ...one(world), step: () => step(world, world + 1) })),
  step,
});

/** The columns of a single world: one row each. */
export function columnsOf<
  O extends Space,
  A extends Space,
  F extends string,
  E extends string,
  V extends string = never,
>({ row, features, events, ...own }: Slot<O, A, F, E, V>): SlotColumns<O, A, F, E, V> {
  return {
    ...own,
    features: rowOf(features, row),
    events: rowOf(events, row),
    count: 1,
    terminated: new Uint8Array(1),
  };
}

type Column = Float64Array | Int32Array;

function rowOf<C extends { readonly [name: string]: Column | readonly Column[] }>(columns: C, row: number): C {
  const one = (column: Column) => column.subarray(row, row + 1);
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, ArrayBuffer.isView(column) ? one(column) : column.map(one)]),
  ) as C;
}
