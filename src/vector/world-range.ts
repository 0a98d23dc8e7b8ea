import {
  arraysOf,
  asError,
  type BoundEnv,
  type Capture,
  CodedError,
  fail,
  generator,
  messageOf,
  type Rng,
  type World,
} from "../core/index.ts";
import { capturing, described, speaking, visible } from "./capture.ts";
import { breakOff, type FaultReport, mostFailures } from "./faults.ts";
import { finiteCheck } from "./finite.ts";
import { slotOf, type VectorMemory } from "./memory.ts";
import { columnsIn, copyRow, rowsInBatch, shownRows, spansOf } from "./rows.ts";
import type { SavedWorlds } from "./saved-worlds.ts";
import type { WorldState } from "./world-state.ts";
import type { Worlds } from "./worlds.ts";

/** The setup of a range of worlds. */
export interface RangeSetup {
  readonly env: BoundEnv;
  readonly memory: VectorMemory;
  /** The first row, and the one after the last. */
  readonly range: readonly [number, number];
  readonly saved: SavedWorlds;
  /** Steps of a world between two saves. */
  readonly saveEvery: number;
  readonly capture: Capture;
  /** `[worlds]`, written where text is captured. */
  readonly texts: string[];
  /** `[worlds]`, written where goals are captured. */
  readonly goals: string[];
  /** Called when an episode begins with another goal than the one before. */
  goalChanged?(row: number, goal: string): void;
  report(fault: FaultReport): void;
  /** Called in every step after the previous state was kept and before any world moves. */
  begun?(): void;
}

export type WorldRange = ReturnType<typeof worldRange>;

/**
 * Steps worlds one after another. The one auto-reset rule: a world that ends restarts in the same call; the final
 * columns, events, text and frames hold the values before the restart. Saved worlds continue from their state.
 */
export function worldRange(setup: RangeSetup) {
  const { env, memory, saved, saveEvery, report, begun } = setup;
  const [from, to] = setup.range;
  const { terminated, truncated, broken, elapsed, failures } = memory;
  const { maxSteps } = env;
  const slots = Array.from({ length: to - from }, (_, i) => slotOf(env, memory, from + i));
  const worlds = slots.map((slot) => env.create(slot));
  const generators: readonly Rng[] = slots.map(() => generator(0)); // each is loaded before its world sees it
  const finite = finiteCheck(env, memory);
  const capture = capturing(env, memory, setup.range, setup.capture, setup.texts, worlds[0]);
  const shown = shownRows(memory.observations, memory.featureBlock, terminated.length);
  const final = shownRows(memory.finalObservations, memory.finalFeatureBlock, terminated.length);
  const observed = rowsInBatch(memory.observations, terminated.length);
  const finallyObserved = rowsInBatch(memory.finalObservations, terminated.length);
  const [now, before] = [memory.featureBlock, memory.finalFeatureBlock].map((block) =>
    spansOf(columnsIn(block, terminated.length), from, to),
  );
  const events = Object.values(memory.events);
  const counted = new Int32Array(events.length); // events of a world while it restarts
  const marks = [terminated, truncated, broken, memory.framed, ...events];
  const cleared = marks.map((column) => column.subarray(from, to));
  let troubled = failures.subarray(from, to).some((count) => count > 0);
  const milestones = new Int32Array(to - from); // the episode's step at which the time limit or the next save is due
  const ages = new Int32Array(to - from); // steps from the last save to the episode's start; below 0 within it

  const worldAt = (row: number): World => worlds[row - from];

  function noteGoal(row: number): void {
    if (!setup.capture.goals) return;
    const goal = worldAt(row).goal?.() ?? env.goal;
    if (setup.goals[row] === goal) return;
    setup.goals[row] = goal;
    setup.goalChanged?.(row, goal);
  }

  function keep(row: number): void {
    expectFinite(row);
    saved.keep(row, worldAt(row), generators[row - from]);
    aim(row, -elapsed[row]);
  }

  function restore(row: number): void {
    saved.restore(row, worldAt(row), generators[row - from]);
    noteGoal(row);
    aim(row, -elapsed[row]);
  }

  function aim(row: number, age: number): void {
    ages[row - from] = age;
    milestones[row - from] = Math.min(maxSteps, saveEvery - age);
  }

  function expectFinite(row: number): void {
    const wrong = finite.wrong(row);
    if (wrong) throw wrong;
  }

  function advance(row: number): void {
    const world = worldAt(row);
    world.step();
    const steps = ++elapsed[row];
    if (world.terminated()) terminated[row] = 1;
    else if (steps >= milestones[row - from] && steps >= maxSteps) truncated[row] = 1;
    else {
      if (capture) capture(row, world, steps, false);
      if (steps >= milestones[row - from]) keep(row);
      return;
    }
    if (capture) capture(row, world, steps, true);
    goOn(row);
  }

  /** Begins an episode that draws from a stream of a seed. */
  function begin(row: number, seed: number, stream: number): void {
    persist(row, () => {
      if (failures[row] > 0) replace(row);
      generators[row - from].load(generator(seed, "world", stream).save());
      elapsed[row] = 0;
      worldAt(row).reset(generators[row - from]);
      noteGoal(row);
      keep(row);
    });
  }

  /** Begins the next episode of a world that ended. */
  function goOn(row: number): void {
    expectFinite(row);
    copyRow(shown, row, final, row);
    for (let i = 0; i < events.length; i++) counted[i] = events[i][row];
    worldAt(row).reset(generators[row - from]);
    for (let i = 0; i < events.length; i++) events[i][row] = counted[i];
    noteGoal(row);
    const age = ages[row - from] + elapsed[row];
    elapsed[row] = 0;
    if (age >= saveEvery) keep(row);
    else aim(row, age);
  }

  function mend(row: number, thrown: unknown): void {
    breakOff(memory, row);
    fault(row, thrown);
    persist(row, () => {
      replace(row);
      restore(row);
      copyRow(observed, row, finallyObserved, row);
    });
  }

  function fault(row: number, thrown: unknown): void {
    failures[row]++;
    troubled = true;
    report({ worlds: [row], cause: asError(thrown) });
  }

  /** Retries until it works or the world has failed too often; the vector then reports it. */
  function persist(row: number, attempt: () => void): void {
    while (failures[row] < mostFailures)
      try {
        attempt();
        return;
      } catch (thrown) {
        fault(row, thrown);
      }
  }

  function replace(row: number): void {
    try {
      worldAt(row).close?.();
    } catch {
      // it is broken already, and was reported
    }
    worlds[row - from] = env.create(slots[row - from]);
  }

  function forgive(): void {
    troubled = false;
    for (let row = from; row < to; row++) {
      if (broken[row]) troubled = true;
      else failures[row] = 0;
    }
  }

  for (let row = from; row < to; row++) if (saved.has(row)) persist(row, () => restore(row));

  return {
    reset(seed) {
      for (const column of cleared) column.fill(0);
      for (let row = from; row < to; row++) {
        begin(row, seed, row);
      }
    },
    restart(row, seed, stream) {
      for (const column of marks) column[row] = 0;
      begin(row, seed, stream);
    },
    step() {
      for (let i = 0; i < now.length; i++) before[i].set(now[i]);
      for (let i = 0; i < cleared.length; i++) cleared[i].fill(0);
      begun?.();
      for (let row = from; row < to; row++)
        try {
          for (; row < to; row++) advance(row);
        } catch (thrown) {
          mend(row, thrown);
        }
      if (!finite.all(from, to))
        for (let row = from; row < to; row++) {
          const wrong = finite.wrong(row);
          if (wrong) mend(row, wrong);
        }
      if (troubled) forgive();
    },
    save: (row): WorldState => ({
      elapsed: elapsed[row],
      generator: generators[row - from].save(),
      observation: arraysOf(slots[row - from].observation).map((array) => array.slice()),
      mask: slots[row - from].mask.slice(),
      features: Float64Array.from(Object.values(memory.features), (column) => column[row]),
      state: worldAt(row).save().slice(),
    }),
    load(row, world) {
      const kept = saved.has(row) ? worldAt(row).save().slice() : undefined;
      try {
        worldAt(row).load(world.state, generators[row - from]);
      } catch (thrown) {
        if (kept) worldAt(row).load(kept, generators[row - from]);
        else replace(row);
        if (thrown instanceof CodedError) throw thrown;
        fail("file/corrupt", {
          given: `a state that ${env.id} refuses: ${messageOf(thrown)}`,
          expected: "one it saved",
        });
      }
      generators[row - from].load(world.generator);
      elapsed[row] = world.elapsed;
      arraysOf(slots[row - from].observation).forEach((array, i) => {
        array.set(world.observation[i]);
      });
      memory.masks.set(world.mask, row * env.maskSize);
      Object.values(memory.features).forEach((column, i) => {
        column[row] = world.features[i];
      });
      noteGoal(row);
      keep(row);
    },
    scene: (row) => described(env, worldAt(row)).scene(),
    poses(row, out) {
      described(env, worldAt(row)).poses(out);
      return out;
    },
    text: (row): string => speaking(env, worldAt(row)).text(),
    draw(row, width, height, camera): Uint8Array {
      const pixels = new Uint8Array(width * height * 3);
      visible(env, worldAt(row)).draw({ width, height, camera, pixels });
      return pixels;
    },
    close() {
      for (const world of worlds) world.close?.();
    },
  } satisfies Worlds;
}
