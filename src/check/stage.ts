import {
  arraysOf,
  type Batch,
  type BoundEnv,
  batchOf,
  boundsAt,
  type Columns,
  generator,
  leavesOf,
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
  readonly slots: readonly (readonly number[])[];
}

/**
 * A few worlds of one env with slots to write into, driven by hand: no restarts, no time limit. As in a vector there is a
 * row a seat: row = world * env.seats + seat.
 */
export interface Stage {
  readonly env: BoundEnv;
  readonly worlds: readonly World[];
  readonly actions: Batch<Space>;
  readonly observations: Batch<Space>;
  readonly masks: Uint8Array;
  readonly features: Columns;
  readonly events: { readonly [name: string]: Int32Array };
  /** `[rows]`: 1 where a seat takes part. */
  readonly present: Uint8Array;
  /** Begins an episode; with a seed the world's generator starts over, as a vector's does, else it goes on. */
  reset(world: number, seed?: number): void;
  /** Moves a world's actions into bounds, as a vector does. */
  clip(world: number): void;
  /** Clips and steps. */
  step(world: number): void;
  /** Whether a seat's episode has ended with the last step, by the task's rule or by being cut. */
  hasEnded(world: number, seat: number): boolean;
  /**
   * Goes on after a step as a vector does: reseats who ended, and lets in who waits.
   * @returns whether nobody goes on, so that the world must be reset
   */
  settle(world: number): boolean;
  /** Begins an episode in one seat, where the world can do that. */
  reseat(world: number, seat: number): void;
  save(world: number): Moment;
  load(world: number, moment: Moment): void;
  close(): void;
}

export function openStage(env: BoundEnv, count = 1): Stage {
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
  const slotOf = (row: number): Slot => ({
    row,
    action: rowsOf(env.action, actions, row),
    observation: rowsOf(env.observation, observations, row),
    features,
    events,
    mask: maskOf(row),
  });
  const all = Array.from({ length: count }, (_, world) => world);
  const places = all.map((world) => Array.from({ length: seats }, (_, seat) => world * seats + seat)); // rows of a world
  const worlds = places.map((own) => env.create(...(own.map(slotOf) as [Slot, ...Slot[]])));
  const generators: readonly Rng[] = all.map((world) => generator(0, "world", world));
  const clippers = places.map((own) => own.map((row) => clipper(env.action, rowsOf(env.action, actions, row))));
  const clearEvents = (row: number) => {
    for (const counts of Object.values(events)) counts[row] = 0;
  };
  /** All that a world writes, as arrays of its rows. */
  const written = places.map((own) =>
    own.flatMap((row) => [
      ...arraysOf(rowsOf(env.observation, observations, row)),
      ...[...Object.values(features), ...Object.values(events)].map((values) => values.subarray(row, row + 1)),
      maskOf(row),
      present.subarray(row, row + 1),
    ]),
  );

  /** An absent seat shows nothing, and may do anything. */
  function take(row: number, isPresent: boolean): void {
    present[row] = isPresent ? 1 : 0;
    if (isPresent) return;
    for (const values of arraysOf(rowsOf(env.observation, observations, row))) values.fill(0);
    for (const values of Object.values(features)) values[row] = 0;
    maskOf(row).fill(1);
  }

  const hasEnded = (world: number, seat: number) =>
    worlds[world].terminated(seat) || (worlds[world].truncated?.(seat) ?? false);

  return {
    env,
    worlds,
    actions,
    observations,
    masks,
    features,
    events,
    present,
    reset(world, seed) {
      if (seed !== undefined) generators[world].load(generator(seed, "world", world).save());
      places[world].forEach(clearEvents);
      worlds[world].reset(generators[world]);
      if (seats > 1)
        for (const [seat, row] of places[world].entries()) take(row, worlds[world].present?.(seat) ?? true);
    },
    clip(world) {
      for (const clip of clippers[world]) clip();
    },
    step(world) {
      for (const clip of clippers[world]) clip();
      places[world].forEach(clearEvents);
      worlds[world].step();
    },
    hasEnded,
    settle(world) {
      const [took, out] = [1, 0].map((flag) => places[world].filter((row) => present[row] === flag));
      const ended = took.filter((row) => hasEnded(world, row % seats));
      if (ended.length === took.length) return true;
      for (const row of ended) {
        if (worlds[world].reseat) this.reseat(world, row % seats);
        else take(row, false);
      }
      for (const row of out) {
        clearEvents(row);
        take(row, worlds[world].present?.(row % seats) ?? false);
      }
      return false;
    },
    reseat(world, seat) {
      worlds[world].reseat?.(seat, generators[world]);
      take(places[world][seat], worlds[world].present?.(seat) ?? true);
    },
    save: (world) => ({
      world: worlds[world].save(),
      generator: generators[world].save(),
      slots: written[world].map((values) => Array.from(values)),
    }),
    load(world, moment) {
      generators[world].load(moment.generator);
      worlds[world].load(moment.world.slice(), generators[world]);
      written[world].forEach((values, i) => {
        values.set(moment.slots[i]);
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
