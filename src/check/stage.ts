import {
  arraysOf,
  asWritten,
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
  type Slot,
  type Space,
  type World,
} from "../core/index.ts";

/** A moment of one world that can be gone back to, in any stage of the same env. */
export interface Moment {
  readonly world: Uint8Array;
  readonly generator: Float64Array;
  readonly slot: readonly (readonly number[])[];
}

/** An array that holds some elements of every world, one world after another. */
export interface Strip {
  readonly values: PackedArray;
  /** Elements of a world: of all its seats. */
  readonly size: number;
}

/**
 * A few worlds of one env with slots to write into, driven by hand: no restarts, no time limit. As in a vector there is a
 * row a seat, row = world * env.seats + seat, so a world of one seat has the row of its own number.
 */
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
  /** `[rows]`: 1 where a seat takes part. */
  readonly present: Uint8Array;
  /**
   * Begins an episode. With a seed the world's generator starts over, as a vector's does, as that of its own row or of
   * another; without one it goes on.
   */
  reset(world: number, seed?: number, row?: number): void;
  /** Moves a world's actions into bounds, as a vector does. */
  clip(world: number): void;
  /** Clips and steps. */
  step(world: number): void;
  /** Clips and steps all worlds in one call, and returns `[worlds]`, 1 where that call says the episode ended. */
  readonly stepMany?: () => Uint8Array;
  /** Whether a seat that takes part ended its episode with the last step, by the task's rule or by being cut. */
  hasEnded(world: number, seat: number): boolean;
  /** Whether any seat did. */
  someEnded(world: number): boolean;
  /** Whether all did, so that the world must be reset. */
  isOver(world: number): boolean;
  /** Where somebody goes on: reseats who ended and lets in who waits, as a vector does. */
  settle(world: number): void;
  /** Begins an episode in one seat, where the world can do that. */
  reseat(world: number, seat: number): void;
  save(world: number): Moment;
  load(world: number, moment: Moment): void;
  close(): void;
}

/** @param together whether the worlds step in one call, which takes an env with `createMany` */
export function openStage(env: BoundEnv, count = 1, together = false): Stage {
  const { seats } = env;
  const rows = count * seats;
  const actions = batchOf(env.action, rows);
  const observations = batchOf(env.observation, rows);
  const masks = new Uint8Array(rows * env.maskSize);
  const present = new Uint8Array(rows).fill(1);
  const columns = <T>(names: object, make: () => T) =>
    Object.fromEntries(Object.keys(names).map((name) => [name, make()])) as { readonly [name: string]: T };
  const features = columns(env.features, () => new Float64Array(rows));
  const events = columns(env.events, () => new Int32Array(rows));
  const maskOf = (row: number) => masks.subarray(row * env.maskSize, (row + 1) * env.maskSize);
  const measured = asWritten(features) as Slot["features"];
  const slotOf = (row: number): Slot => ({
    row,
    action: rowsOf(env.action, actions, row),
    observation: rowsOf(env.observation, observations, row),
    features: measured,
    events,
    mask: maskOf(row),
  });
  const all = Array.from({ length: count }, (_, world) => world);
  const places = all.map((world) => Array.from({ length: seats }, (_, seat) => world * seats + seat)); // rows of a world
  const terminated = new Uint8Array(count);
  const whole = {
    count,
    action: actions,
    observation: observations,
    features: measured,
    events,
    mask: masks,
    terminated,
  };
  const many = together ? env.createMany?.(whole) : undefined;
  const worlds = many?.worlds ?? places.map((own) => env.create(...(own.map(slotOf) as [Slot, ...Slot[]])));
  const generators: readonly Rng[] = all.map((world) => generator(0, "world", world));
  const clippers = places.map((own) => own.map((row) => clipper(env.action, rowsOf(env.action, actions, row))));
  const clearEvents = (row: number) => {
    for (const counts of Object.values(events)) counts[row] = 0;
  };
  const strips = (arrays: readonly PackedArray[]): Strip[] =>
    arrays.map((values) => ({ values, size: values.length / count }));
  const kept = strips([...arraysOf(observations), ...Object.values(features), masks]);
  const written = [...kept, ...strips([...Object.values(events), ...(seats > 1 ? [present] : [])])];
  /** All that a world writes, as arrays of its own rows. */
  const slots = all.map((world) =>
    written.map(({ values, size }) => values.subarray(world * size, (world + 1) * size)),
  );
  const clip = (world: number) => {
    for (const one of clippers[world]) one();
  };

  /** An absent seat shows nothing, and may do anything. */
  function take(row: number, isPresent: boolean): void {
    present[row] = isPresent ? 1 : 0;
    if (isPresent) return;
    for (const values of arraysOf(rowsOf(env.observation, observations, row))) values.fill(0);
    for (const values of Object.values(features)) values[row] = 0;
    maskOf(row).fill(1);
  }

  const hasEnded = (world: number, seat: number) =>
    present[places[world][seat]] === 1 &&
    (worlds[world].terminated(seat) || (worlds[world].truncated?.(seat) ?? false));
  const endedIn = (world: number) => places[world].filter((_, seat) => hasEnded(world, seat));

  function reseat(world: number, seat: number): void {
    worlds[world].reseat?.(seat, generators[world]);
    take(places[world][seat], worlds[world].present?.(seat) ?? true);
  }

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
    present,
    reset(world, seed, row = world) {
      if (seed !== undefined) generators[world].load(generator(seed, "world", row).save());
      places[world].forEach(clearEvents);
      worlds[world].reset(generators[world]);
      if (seats > 1)
        for (const [seat, row] of places[world].entries()) take(row, worlds[world].present?.(seat) ?? true);
    },
    clip,
    step(world) {
      clip(world);
      places[world].forEach(clearEvents);
      worlds[world].step();
    },
    ...(many && {
      stepMany() {
        for (const row of all) {
          clip(row);
          clearEvents(row);
        }
        terminated.fill(0);
        many.step(0, count);
        return terminated;
      },
    }),
    hasEnded,
    someEnded: (world) => endedIn(world).length > 0,
    isOver: (world) => endedIn(world).length === places[world].filter((row) => present[row]).length,
    settle(world) {
      const out = places[world].filter((row) => present[row] === 0);
      for (const row of endedIn(world)) {
        if (worlds[world].reseat) reseat(world, row % seats);
        else take(row, false);
      }
      for (const row of out) {
        clearEvents(row);
        take(row, worlds[world].present?.(row % seats) ?? false);
      }
    },
    reseat,
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
