import { availableParallelism } from "node:os";
import { type BoundEnv, fail } from "../core/index.ts";
import { breakOff, type FaultReport, mostFailures } from "./faults.ts";
import type { WorkerSetup } from "./letters.ts";
import type { VectorMemory } from "./memory.ts";
import { copyRow, shownRows } from "./rows.ts";
import { emptyStore, type RecordStore } from "./saved-worlds.ts";
import { begunOf, bell, commandOf, signalsFor, sleepUntil, spin } from "./signals.ts";
import { insideThread, startThread, type Thread } from "./thread.ts";
import type { WorldState } from "./world-state.ts";
import type { Worlds } from "./worlds.ts";

export interface ThreadsSetup extends Pick<WorkerSetup, "source" | "worlds" | "buffer" | "saveEvery" | "capture"> {
  readonly env: BoundEnv;
  readonly memory: VectorMemory;
  readonly threads: number;
  /** `[worlds]`, written where text is captured. */
  readonly texts: string[];
  report(fault: FaultReport): void;
}

const isSettled = (thread: Thread) => thread.settled();
const isDead = (thread: Thread) => thread.died() !== undefined;

/** Steps worlds in worker threads, each with a contiguous range of rows; a worker that dies is started again. */
export async function threadedWorlds(setup: ThreadsSetup): Promise<Worlds> {
  const { env, worlds, threads: count, memory, texts, report } = setup;
  if (insideThread())
    fail("vector/failed", {
      given: `${setup.source}, which opens worlds on threads while a thread imports it`,
      expected: "a module that only exports a registry",
      fix: "Move the registry into a module of its own.",
    });
  const signals = signalsFor(count);
  const bounds = Array.from({ length: count + 1 }, (_, i) => Math.floor((i * worlds) / count));
  const ranges = bounds.slice(1).map((to, i) => [bounds[i], to] as const);
  const stores: RecordStore[] = ranges.map(() => emptyStore);
  const shown = shownRows(memory.observations, memory.featureBlock, worlds);
  const final = shownRows(memory.finalObservations, memory.finalFeatureBlock, worlds);

  const start = (worker: number): Thread => {
    const { source, buffer, saveEvery, capture } = setup;
    const { id, params, maxSteps } = env;
    const range = ranges[worker];
    const bound = { id, params: { ...params, maxSteps } };
    const store = stores[worker];
    return startThread(
      { source, env: bound, worlds, range, buffer, signals, worker, store, saveEvery, capture },
      {
        fault: report,
        texts: (values) => {
          for (let i = 0; i < values.length; i++) texts[range[0] + i] = values[i];
        },
        store: (larger) => {
          stores[worker] = larger;
        },
      },
    );
  };
  const threads = ranges.map((_, worker) => start(worker));
  const spinMs = availableParallelism() > count ? 0.05 : 0; // spinning must not take a core from the workers
  let closing = false;
  const close = async () => {
    closing = true;
    await Promise.all(threads.map((thread) => thread.stop()));
  };
  try {
    await Promise.all(threads.map(({ ready }) => ready));
  } catch (thrown) {
    await close();
    throw thrown;
  }

  const rowsOfWorker = (worker: number): number[] => {
    const [from, to] = ranges[worker];
    return Array.from({ length: to - from }, (_, i) => from + i);
  };
  const hopeless = (worker: number) => rowsOfWorker(worker).some((row) => memory.failures[row] >= mostFailures);

  /** Starts a dead worker again; its worlds go on from their last saved state. */
  async function revive(worker: number): Promise<void> {
    for (let cause = threads[worker].died(); cause && !closing; cause = threads[worker].died()) {
      const rows = rowsOfWorker(worker);
      for (const row of rows) memory.failures[row]++;
      report({ worlds: rows, cause });
      if (hopeless(worker)) return;
      threads[worker] = start(worker);
      await threads[worker].ready.catch(() => undefined); // then it has died, which the loop sees
    }
  }

  /** Ends the trajectories of a dead worker's worlds with this step. */
  async function mend(worker: number): Promise<void> {
    const begun = Atomics.load(signals, begunOf(worker)) === Atomics.load(signals, commandOf(worker));
    for (const row of rowsOfWorker(worker)) {
      if (!begun) copyRow(shown, row, final, row);
      breakOff(memory, row);
    }
    await revive(worker);
  }

  const settled = () => threads.every(isSettled);

  async function finish(): Promise<void> {
    const releases = threads.map((thread) => thread.hold());
    await sleepUntil(settled, signals, bell);
    for (const release of releases) release();
    for (let worker = 0; worker < count; worker++) if (isDead(threads[worker]) && !closing) await mend(worker);
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

  const owner = (row: number): Thread => threads[ranges.findIndex(([, to]) => row < to)];

  return {
    async reset(seed) {
      await Promise.all(ranges.map((_, worker) => resetRange(worker, seed)));
    },
    step() {
      for (const thread of threads) thread.step();
      return spin(settled, spinMs) && !threads.some(isDead) ? undefined : finish();
    },
    save: async (row) => (await owner(row).call("save", row)) as WorldState,
    load: async (row, world) => void (await owner(row).call("load", row, world)),
    text: async (row) => (await owner(row).call("text", row)) as string,
    draw: async (row, width, height, camera) =>
      (await owner(row).call("draw", row, width, height, camera)) as Uint8Array,
    close,
  };
}
