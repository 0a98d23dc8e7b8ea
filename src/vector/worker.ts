/** A worker thread that owns a range of worlds: it steps them when its command word changes and answers calls. */
import { workerData } from "node:worker_threads";
import { assert, bindEnv, breaksThread, breather, type Env, fail, packThrown, type Registry } from "../core/index.ts";
import { serveParent } from "../rpc/index.ts";
import { registriesAt } from "../rpc/registry-at.ts";
import type { Reader, WorkerSetup, WorldThread } from "./letters.ts";
import { memoryIn } from "./memory.ts";
import { savedWorlds } from "./saved-worlds.ts";
import { begunOf, bell, commandOf, doneOf, doze, postedOf, ring, sleepUntil, spin } from "./signals.ts";
import { type WorldRange, worldRange } from "./world-range.ts";

const setup = workerData as WorkerSetup;
const { signals, worker, capture, range, spinMs } = setup;
const dozeMs = 2; // longer than a decision takes
const texts: string[] = [];
const goals: string[] = [];
let command = Atomics.load(signals, commandOf(worker));
let worlds: WorldRange | undefined;

const main = serveParent<Reader>({
  async open() {
    const opened = await openRange();
    worlds = opened;
    setImmediate(() => serve(opened)); // once the answer is on its way: waiting for a step blocks this thread
  },
  ask(method, given) {
    assert(worlds, "worlds are asked once they are open");
    return (worlds[method] as (...given: readonly unknown[]) => unknown)(...given);
  },
} satisfies WorldThread);

function post<M extends keyof Reader>(...letter: [M, ...Parameters<Reader[M]>]): void {
  main.tell(...letter);
  Atomics.add(signals, postedOf(worker), 1);
}

async function registryOf({ source, env }: WorkerSetup): Promise<Registry<Env>> {
  const holding = (await registriesAt<Env>(source, "env")).find((one) => one.has(env.id));
  return holding ?? fail("registry/unknown", { given: source, expected: `a module that exports envs with ${env.id}` });
}

async function openRange(): Promise<WorldRange> {
  const env = bindEnv(await (await registryOf(setup)).find(setup.env.id), setup.env.params);
  await env.prepare();
  const memory = memoryIn(setup.buffer, env, setup);
  const saved = savedWorlds(memory, range, setup.store, (bytes, capacity) => {
    const store = { bytes: new Uint8Array(new SharedArrayBuffer(bytes)), capacity };
    post("store", store);
    return store;
  });
  return worldRange({
    ...setup,
    env,
    memory,
    saved,
    texts,
    goals,
    goalChanged: (world, goal) => post("goal", world, goal),
    report({ worlds, cause }) {
      if (breaksThread(cause)) throw cause; // ends this thread; the next one rebuilds its worlds
      post("fault", worlds, packThrown(cause));
    },
    begun: () => Atomics.store(signals, begunOf(worker), command),
  });
}

const called = () => Atomics.load(signals, commandOf(worker)) !== command;

async function serve(worlds: WorldRange): Promise<never> {
  const breathe = breather();
  for (;;) {
    if (!spin(called, spinMs) && !doze(called, signals, commandOf(worker), dozeMs))
      await sleepUntil(called, signals, commandOf(worker));
    command = Atomics.load(signals, commandOf(worker));
    worlds.step();
    if (capture.text) post("texts", texts.slice(...range));
    Atomics.store(signals, doneOf(worker), command);
    ring(signals, bell);
    await breathe();
  }
}
