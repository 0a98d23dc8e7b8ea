import {
  arraysOf,
  type Batch,
  type BoundEnv,
  batchOf,
  boundsAt,
  type Columns,
  generator,
  leavesOf,
  type PackedArray,
  type Rng,
  rowsOf,
  type Space,
  type World,
} from "../core/index.ts";

/** A moment of one world that can be gone back to, in any stage of the same env. */
export interface Moment {
  readonly world: Uint8Array;
  readonly generator: Float64Array;
  readonly slot: readonly (readonly number[])[];
}

/** An array that holds some elements of every row, one row after another. */
export interface Strip {
  readonly values: PackedArray;
  /** Elements of a row. */
  readonly size: number;
}

/** A few worlds of one env with slots to write into, driven by hand: no restarts, no time limit. */
export interface Stage {
  readonly env: BoundEnv;
  readonly worlds: readonly World[];
  readonly actions: Batch<Space>;
  readonly observations: Batch<Space>;
  readonly masks: Uint8Array;
  readonly features: Columns;
  readonly events: { readonly [name: string]: Int32Array };
  /** What `step` writes and keeps until the next: the observation, the features, the mask. */
  readonly kept: readonly Strip[];
  /** Everything a world may write: what is kept, and the events. */
  readonly written: readonly Strip[];
  readonly given: readonly Strip[];
  /**
   * Begins an episode. With a seed the world's generator starts over, as a vector's does, as that of its own row or of
   * another; without one it goes on.
   */
  reset(world: number, seed?: number, row?: number): void;
  /** Moves a world's action into bounds, as a vector does. */
  clip(world: number): void;
  /** Clips and steps. */
  step(world: number): void;
  save(world: number): Moment;
  load(world: number, moment: Moment): void;
  close(): void;
}

export function openStage(env: BoundEnv, rows = 1): Stage {
  const actions = batchOf(env.action, rows);
  const observations = batchOf(env.observation, rows);
  const masks = new Uint8Array(rows * env.maskSize);
  const columns = <T>(names: object, make: () => T) =>
    Object.fromEntries(Object.keys(names).map((name) => [name, make()])) as { readonly [name: string]: T };
  const features = columns(env.features, () => new Float64Array(rows));
  const events = columns(env.events, () => new Int32Array(rows));
  const all = Array.from({ length: rows }, (_, row) => row);
  const maskOf = (row: number) => masks.subarray(row * env.maskSize, (row + 1) * env.maskSize);
  const worlds = all.map((row) =>
    env.create({
      row,
      action: rowsOf(env.action, actions, row),
      observation: rowsOf(env.observation, observations, row),
      features,
      events,
      mask: maskOf(row),
    }),
  );
  const generators: readonly Rng[] = all.map((row) => generator(0, "world", row));
  const clippers = all.map((row) => clipper(env.action, rowsOf(env.action, actions, row)));
  const clearEvents = (row: number) => {
    for (const counts of Object.values(events)) counts[row] = 0;
  };
  const strips = (arrays: readonly PackedArray[]): Strip[] =>
    arrays.map((values) => ({ values, size: values.length / rows }));
  const kept = strips([...arraysOf(observations), ...Object.values(features), masks]);
  const written = [...kept, ...strips(Object.values(events))];
  /** All that a world writes, as arrays of its own row. */
  const slots = all.map((row) => written.map(({ values, size }) => values.subarray(row * size, (row + 1) * size)));
  return {
    env,
    worlds,
    actions,
    observations,
    masks,
    features,
    events,
    kept,
    written,
    given: strips(arraysOf(actions)),
    reset(world, seed, row = world) {
      if (seed !== undefined) generators[world].load(generator(seed, "world", row).save());
      clearEvents(world);
      worlds[world].reset(generators[world]);
    },
    clip: (world) => clippers[world](),
    step(world) {
      clippers[world]();
      clearEvents(world);
      worlds[world].step();
    },
    save: (world) => ({
      world: worlds[world].save(),
      generator: generators[world].save(),
      slot: slots[world].map((values) => Array.from(values)),
    }),
    load(world, moment) {
      generators[world].load(moment.generator);
      worlds[world].load(moment.world.slice(), generators[world]);
      slots[world].forEach((values, i) => {
        values.set(moment.slot[i]);
      });
    },
    close() {
      for (const world of worlds) world.close?.();
    },
  };
}

function clipper(space: Space, action: Batch<Space>): () => void {
  const arrays = arraysOf(action);
  const boxes = leavesOf(space).flatMap(({ space, size }, i) =>
    space.type === "box"
      ? [{ values: arrays[i], bounds: Array.from({ length: size }, (_, element) => boundsAt(space, element)) }]
      : [],
  );
  return () => {
    for (const { values, bounds } of boxes)
      bounds.forEach(([low, high], i) => {
        values[i] = Math.min(high, Math.max(low, values[i]));
      });
  };
}
