import { availableParallelism } from "#platform";
import { assert, type BoundEnv, fail, type SceneDescription, type SceneMarks, unpackThrown } from "../core/index.ts";
import { breakOff, type FaultReport, mostFailures } from "./faults.ts";
import type { Method, WorkerSetup } from "./letters.ts";
import type { VectorMemory } from "./memory.ts";
import { columnsIn, copyRow, rowsInBatch } from "./rows.ts";
import { emptyStore, type RecordStore } from "./saved-worlds.ts";
import { begunOf, bell, commandOf, doze, signalsFor, sleepUntil, spin } from "./signals.ts";
import { insideThread, startThread, type Thread } from "./thread.ts";
import type { WorldRange } from "./world-range.ts";
import type { WorldState } from "./world-state.ts";
import type { Worlds } from "./worlds.ts";

export interface ThreadsSetup
  extends Pick<WorkerSetup, "source" | "worlds" | "buffer" | "saveEvery" | "capture" | "group"> {
  readonly env: BoundEnv;
  readonly memory: VectorMemory;
  readonly threads: number;
  /** Other threads that work at the same time. */
  readonly companions: number;
  /** `[worlds]`, written where text is captured. */
  readonly texts: string[];
  /** `[worlds]`, written where goals are captured. */
  readonly goals: string[];
  report(fault: FaultReport): void;
  /** Creates the worlds that this thread steps, if any. */
  openHere(range: readonly [number, number]): Promise<WorldRange>;
}

const isStepped = (thread: Thread) => thread.stepped();
const isSettled = (thread: Thread) => thread.settled();
const isDead = (thread: Thread) => thread.died() !== undefined;

const longestSpinMs = 0.3; // longer than a decision takes
const dozeMs = 1; // then the event loop gets a turn

/**
 * Steps worlds in several threads, each with a contiguous range of them: one worker, or this thread and workers besides
 * it, which would else have nothing to do but wait. A worker that dies is started again.
 */
export async function threadedWorlds(setup: ThreadsSetup): Promise<Worlds> {
  const { env, worlds, threads: count, companions, memory, texts, goals, report } = setup;
  if (insideThread())
    fail("vector/failed", {
      given: `${setup.source}, which opens worlds on threads while a thread imports it`,
      expected: "a module that only exports a registry",
      fix: "Move the registry into a module of its own.",
    });
  const bounds = Array.from({ length: count + 1 }, (_, i) => Math.floor((i * worlds) / count));
  const shares = bounds.slice(1).map((to, i) => [bounds[i], to] as const);
  const [ownRange] = count > 1 ? shares.splice(0, 1) : []; // the smallest: this thread decides as well
  const ranges = shares;
  const signals = signalsFor(ranges.length);
  const stores: RecordStore[] = ranges.map(() => emptyStore);
  const columns = Object.keys(env.features).length;
  const observed = rowsInBatch(memory.observations, worlds);
  const finallyObserved = rowsInBatch(memory.finalObservations, worlds);
  const measured = [columnsIn(memory.featureBlock, columns, worlds)];
  const finallyMeasured = [columnsIn(memory.finalFeatureBlock, columns, worlds)];
  const spinMs = availableParallelism() >= Math.max(2, count) + companions ? longestSpinMs : 0;

  const start = (worker: number): Thread => {
    const { source, buffer, saveEvery, capture, group } = setup;
    const { id, params, maxSteps } = env;
    const range = ranges[worker];
    const bound = { id, params: { ...params, maxSteps } };
    const store = stores[worker];
    return startThread(
      { source, env: bound, worlds, range, buffer, signals, worker, store, saveEvery, spinMs, capture, group },
      {
        fault: (lost, thrown) => report({ worlds: lost, cause: unpackThrown(thrown) }),
        texts: (values) => {
          for (let i = 0; i < values.length; i++) texts[range[0] + i] = values[i];
        },
        goal(world, goal) {
          goals[world] = goal;
        },
        store: (larger) => {
          stores[worker] = larger;
        },
      },
    );
  };
  const threads = ranges.map((_, worker) => start(worker));
  let own: WorldRange | undefined;
  let closing = false;
  const close = async () => {
    closing = true;
    const stopped = threads.map((thread) => thread.stop());
    try {
      own?.close();
    } finally {
      await Promise.all(stopped);
    }
  };
  try {
    const ready = Promise.all(threads.map((thread) => thread.ready));
    ready.catch(() => undefined); // reported where it is awaited
    if (ownRange) own = await setup.openHere(ownRange);
    await ready;
  } catch (thrown) {
    await close();
    throw thrown;
  }

  const worldsOf = (worker: number): number[] => {
    const [from, to] = ranges[worker];
    return Array.from({ length: to - from }, (_, i) => from + i);
  };
  const hopeless = (worker: number) => worldsOf(worker).some((world) => memory.failures[world] >= mostFailures);

  /** Restarts a dead worker; its worlds continue from their last saved state. */
  async function revive(worker: number): Promise<void> {
    for (let cause = threads[worker].died(); cause && !closing; cause = threads[worker].died()) {
      const lost = worldsOf(worker);
      for (const world of lost) memory.failures[world]++;
      report({ worlds: lost, cause });
      if (hopeless(worker)) return;
      threads[worker] = start(worker);
      await threads[worker].ready.catch(() => undefined); // then it has died, which the loop sees
    }
  }

  /** Ends the trajectories of a dead worker's worlds with this step. */
  async function mend(worker: number): Promise<void> {
    const begun = Atomics.load(signals, begunOf(worker)) === Atomics.load(signals, commandOf(worker));
    const { seats } = env;
    for (const world of worldsOf(worker)) {
      if (!begun) {
        copyRow(measured, world, finallyMeasured, world);
        memory.acted.set(memory.present.subarray(world * seats, (world + 1) * seats), world * seats);
      }
      breakOff(memory, world, seats);
    }
    await revive(worker);
    for (const world of worldsOf(worker)) copyRow(observed, world, finallyObserved, world);
  }

  const stepped = () => threads.every(isStepped);
  const settled = () => threads.every(isSettled);

  async function finish(): Promise<void> {
    const releases = threads.map((thread) => thread.hold());
    await sleepUntil(settled, signals, bell);
    for (const release of releases) release();
    for (let worker = 0; worker < ranges.length; worker++) if (isDead(threads[worker]) && !closing) await mend(worker);
  }

  async function resetRange(worker: number, seed: number): Promise<void> {
    while (!hopeless(worker))
      try {
        await threads[worker].call("reset", seed);
        return;
      } catch (thrown) {
        if (closing || !isDead(threads[worker])) throw thrown;
        await revive(worker);
      }
  }

  /** Calls a method on the thread that has the world. */
  async function ask(world: number, method: Exclude<Method, "reset" | "close">, ...given: readonly unknown[]) {
    const worker = ranges.findIndex(([from, to]) => world >= from && world < to);
    if (worker >= 0) return threads[worker].call(method, world, ...given);
    assert(own, "worlds that no worker has are stepped here");
    return (own[method] as (...given: readonly unknown[]) => unknown)(world, ...given);
  }

  return {
    async reset(seed) {
      const resets = ranges.map((_, worker) => resetRange(worker, seed));
      await Promise.all([own?.reset(seed), ...resets]);
    },
    step() {
      for (const thread of threads) thread.step();
      own?.step();
      if (!spin(stepped, spinMs)) doze(stepped, signals, bell, dozeMs);
      return settled() && !threads.some(isDead) ? undefined : finish();
    },
    restart: async (world, seed, stream) => void (await ask(world, "restart", seed, stream)),
    save: async (world) => (await ask(world, "save")) as WorldState,
    load: async (world, saved) => void (await ask(world, "load", saved)),
    scene: async (world) => (await ask(world, "scene")) as SceneDescription,
    poses: async (world, out) => (await ask(world, "poses", out)) as Float64Array,
    finalPoses: async (world) => (await ask(world, "finalPoses")) as Float64Array | undefined,
    marks: async (world) => (await ask(world, "marks")) as SceneMarks,
    poke: async (world, poke) => void (await ask(world, "poke", poke)),
    text: async (world) => (await ask(world, "text")) as string,
    draw: async (world, width, height, camera) => (await ask(world, "draw", width, height, camera)) as Uint8Array,
    close,
  };
}
