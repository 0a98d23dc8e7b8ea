import {
  asError,
  type BoundEnv,
  breaksThread,
  type Capture,
  CodedError,
  fail,
  generator,
  messageOf,
  type Rng,
} from "../core/index.ts";
import { advancing } from "./advance.ts";
import { capturing } from "./capture.ts";
import { breakOff, type FaultReport, mostFailures } from "./faults.ts";
import { finalPosesOf } from "./final-poses.ts";
import { finiteCheck } from "./finite.ts";
import { groupsOf } from "./groups.ts";
import { livingWorlds, looks } from "./living.ts";
import type { VectorMemory } from "./memory.ts";
import { columnsIn, copyRow, rowsInBatch, shownRows, spansOf } from "./rows.ts";
import type { SavedWorlds } from "./saved-worlds.ts";
import { seatKeeper } from "./seats.ts";
import { columnsOf, putColumns } from "./world-columns.ts";
import type { WorldState } from "./world-state.ts";
import type { Worlds } from "./worlds.ts";

/** The setup of a range of worlds. */
export interface RangeSetup {
  readonly env: BoundEnv;
  readonly memory: VectorMemory;
  /** From the first world to before the second. */
  readonly range: readonly [number, number];
  readonly saved: SavedWorlds;
  /** Steps of a world between two saves. */
  readonly saveEvery: number;
  /** Worlds of a group, where worlds are grouped. */
  readonly group?: number;
  readonly capture: Capture;
  /** `[worlds]`, written where text is captured. */
  readonly texts: string[];
  /** `[worlds]`, written where goals are captured. */
  readonly goals: string[];
  /** Called when an episode begins with another goal than the one before. */
  goalChanged?(world: number, goal: string): void;
  report(fault: FaultReport): void;
  /** As in `VectorOptions`; without it nothing is interrupted. */
  breathe?(): Promise<void> | undefined;
  /** Called in every step after the previous state was kept and before any world moves. */
  begun?(): void;
}

export type WorldRange = ReturnType<typeof worldRange>;

/**
 * Steps worlds one after another. The one auto-reset rule: an episode that ends is followed by the next one in the same
 * call, that of a whole world where nobody in it goes on; the final columns, events, text and frames hold what was before.
 * Worlds that were saved go on from there.
 */
export function worldRange(setup: RangeSetup) {
  const { env, memory, saved, saveEvery, report, begun } = setup;
  const [from, to] = setup.range;
  const { terminated, truncated, broken, present, acted, elapsed, failures } = memory;
  const { maxSteps, seats } = env;
  const [firstRow, lastRow] = [from * seats, to * seats];
  const living = livingWorlds(env, memory, setup.range);
  const liveAt = living.at;
  const generators: readonly Rng[] = Array.from({ length: to - from }, () => generator(0)); // each is loaded before its world sees it
  const finite = finiteCheck(env, memory);
  const capture = capturing(env, memory, setup.range, setup.capture, setup.texts, liveAt(from));
  const finalPoses = finalPosesOf(setup.capture, setup.range, liveAt);
  const features = Object.values(memory.features);
  const shown = shownRows(memory.observations, memory.featureBlock, features.length, elapsed.length);
  const final = shownRows(memory.finalObservations, memory.finalFeatureBlock, features.length, elapsed.length);
  const observed = rowsInBatch(memory.observations, elapsed.length);
  const finallyObserved = rowsInBatch(memory.finalObservations, elapsed.length);
  const [now, before] = [memory.featureBlock, memory.finalFeatureBlock].map((block) =>
    spansOf(columnsIn(block, features.length, elapsed.length), from, to),
  );
  const events = Object.values(memory.events);
  const counted = new Int32Array(events.length * seats); // events of a world while it restarts
  const marks = [terminated, truncated, broken, ...events];
  const cleared = [
    ...marks.map((column) => column.subarray(firstRow, lastRow)),
    memory.framed.subarray(...(memory.framed.length > 0 ? [from, to] : [])),
  ];
  const [taking, took] = [present, acted].map((column) => column.subarray(firstRow, lastRow));
  let troubled = failures.subarray(from, to).some((count) => count > 0);
  const milestones = new Int32Array(to - from); // the episode's step at which the time limit or the next save is due
  const ages = new Int32Array(to - from); // steps from the last save to the episode's start; below 0 within it
  const isAlone = seats === 1;
  let isClosed = false;
  const keeper = seatKeeper(env, memory, living.slotsOf);
  const groups = setup.group ? groupsOf(memory, setup.group) : undefined;
  const advance = advancing({
    ...{ env, memory, range: setup.range, living, keeper, generators, capture, milestones },
    ...{ expectFinite, keep, goOn, mend },
  });
  if (isAlone) for (const column of [taking, took]) column.fill(1);

  function noteGoal(world: number): void {
    if (!setup.capture.goals) return;
    const goal = liveAt(world).goal?.() ?? env.goal;
    if (setup.goals[world] === goal) return;
    setup.goals[world] = goal;
    setup.goalChanged?.(world, goal);
  }

  function keep(world: number): void {
    expectFinite(world);
    saved.keep(world, liveAt(world), generators[world - from]);
    aim(world, -elapsed[world]);
  }

  function restore(world: number): void {
    saved.restore(world, liveAt(world), generators[world - from]);
    groups?.mark(world);
    noteGoal(world);
    aim(world, -elapsed[world]);
  }

  function aim(world: number, age: number): void {
    ages[world - from] = age;
    milestones[world - from] = Math.min(maxSteps, saveEvery - age);
  }

  /** What is wrong in a world's rows. */
  function wrongIn(world: number): Error | undefined {
    for (let row = world * seats; row < (world + 1) * seats; row++) {
      const wrong = finite.wrong(row);
      if (wrong) return wrong;
    }
    return undefined;
  }

  function expectFinite(world: number): void {
    const wrong = wrongIn(world);
    if (wrong) throw wrong;
  }

  /** Begins the next episode of a world in which nobody goes on. */
  function goOn(world: number): void {
    expectFinite(world);
    copyRow(shown, world, final, world);
    finalPoses.keep(world);
    const first = world * seats;
    for (let i = 0; i < events.length; i++)
      for (let seat = 0; seat < seats; seat++) counted[i * seats + seat] = events[i][first + seat];
    reset(world);
    for (let i = 0; i < events.length; i++)
      for (let seat = 0; seat < seats; seat++) events[i][first + seat] = counted[i * seats + seat];
    const age = ages[world - from] + elapsed[world];
    elapsed[world] = 0;
    if (age >= saveEvery) keep(world);
    else aim(world, age);
  }

  function reset(world: number): void {
    const live = liveAt(world);
    if (groups) groups.reset(world, live, generators[world - from]);
    else live.reset(generators[world - from]);
    if (!isAlone) keeper.seat(world, live);
    noteGoal(world);
  }

  /** Begins an episode that draws from a stream of a seed. */
  function begin(world: number, seed: number, stream: number): void {
    finalPoses.forget(world);
    persist(world, () => {
      if (failures[world] > 0) living.replace(world);
      generators[world - from].load(generator(seed, "world", stream).save());
      groups?.seed(world, seed);
      elapsed[world] = 0;
      reset(world);
      keep(world);
    });
  }

  /** Begins episodes in this world and all that follow, unless they are closed meanwhile. */
  function beginFrom(first: number, seed: number): void | Promise<void> {
    for (let world = first; world < to && !isClosed; world++) {
      begin(world, seed, world);
      const breath = setup.breathe?.();
      if (breath) return breath.then(() => beginFrom(world + 1, seed));
    }
  }

  function mend(world: number, thrown: unknown): void {
    finalPoses.forget(world);
    breakOff(memory, world, seats);
    fault(world, thrown);
    persist(world, () => {
      living.replace(world);
      restore(world);
      copyRow(observed, world, finallyObserved, world);
    });
  }

  function fault(world: number, thrown: unknown): void {
    failures[world]++;
    troubled = true;
    report({ worlds: [world], cause: asError(thrown) });
  }

  /** Retries until it works or the world has failed too often; the vector then reports it. */
  function persist(world: number, attempt: () => void): void {
    while (failures[world] < mostFailures)
      try {
        attempt();
        return;
      } catch (thrown) {
        fault(world, thrown);
      }
  }

  function forgive(): void {
    troubled = false;
    for (let world = from; world < to; world++) {
      if (broken[world * seats]) troubled = true;
      else failures[world] = 0;
    }
  }

  for (let world = from; world < to; world++) if (saved.has(world)) persist(world, () => restore(world));

  return {
    reset(seed) {
      for (const column of cleared) column.fill(0);
      return beginFrom(from, seed);
    },
    restart(world, seed, stream) {
      for (const column of marks) column.fill(0, world * seats, (world + 1) * seats);
      if (memory.framed.length > 0) memory.framed[world] = 0;
      begin(world, seed, stream);
    },
    step() {
      for (let i = 0; i < now.length; i++) before[i].set(now[i]);
      for (let i = 0; i < cleared.length; i++) cleared[i].fill(0);
      if (!isAlone) took.set(taking);
      begun?.();
      advance();
      if (!finite.all(firstRow, lastRow))
        for (let world = from; world < to; world++) {
          const wrong = wrongIn(world);
          if (wrong) mend(world, wrong);
        }
      if (troubled) forgive();
    },
    save(world): WorldState {
      const { elapsed, ...columns } = columnsOf(env, memory, world);
      const generator = generators[world - from].save();
      return { elapsed, generator, ...columns, state: liveAt(world).save().slice() };
    },
    load(world, given) {
      const kept = saved.has(world) ? liveAt(world).save().slice() : undefined;
      try {
        liveAt(world).load(given.state, generators[world - from]);
      } catch (thrown) {
        if (breaksThread(thrown))
          fail("vector/failed", {
            given: `a state of ${env.id}: ${messageOf(thrown)}`,
            expected: "one that can be loaded",
            cause: thrown,
          });
        if (kept) liveAt(world).load(kept, generators[world - from]);
        else living.replace(world);
        if (thrown instanceof CodedError) throw thrown;
        fail("file/corrupt", {
          given: `a state that ${env.id} refuses: ${messageOf(thrown)}`,
          expected: "one it saved",
          cause: thrown,
        });
      }
      generators[world - from].load(given.generator);
      putColumns(env, memory, world, given);
      groups?.mark(world);
      noteGoal(world);
      keep(world);
    },
    ...looks(env, liveAt),
    finalPoses: finalPoses.of,
    close() {
      isClosed = true;
      living.close();
    },
  } satisfies Worlds;
}
