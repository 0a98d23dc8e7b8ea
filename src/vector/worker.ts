/** A worker thread that owns a range of worlds: it steps them when its command word changes and answers letters. */
import { parentPort, workerData } from "node:worker_threads";
import { assert, bindEnv, breather, type Env, fail, packThrown, type Registry } from "../core/index.ts";
import type { Call, Letter, WorkerSetup } from "./letters.ts";
import { memoryIn } from "./memory.ts";
import { savedWorlds } from "./saved-worlds.ts";
import { begunOf, bell, commandOf, doneOf, doze, postedOf, ring, sleepUntil, spin } from "./signals.ts";
import { type WorldRange, worldRange } from "./world-range.ts";

assert(parentPort, "worlds are stepped in a worker thread");
const port = parentPort;
const setup = workerData as WorkerSetup;
const { signals, worker, capture, range, spinMs } = setup;
const dozeMs = 2; // longer than a decision takes
const texts: string[] = [];
const goals: string[] = [];
let command = Atomics.load(signals, commandOf(worker));

function post(letter: Letter): void {
  port.postMessage(letter);
  Atomics.add(signals, postedOf(worker), 1);
}

async function registryOf({ source, env }: WorkerSetup): Promise<Registry<Env>> {
  const exported: { readonly [name: string]: unknown } = await import(source);
  const isRegistry = (value: unknown): value is Registry<Env> =>
    typeof value === "object" && value !== null && "kind" in value && value.kind === "env" && "find" in value;
  const registries = Object.values(exported).filter(isRegistry);
  const holding = registries.find(({ all }) => all.some(({ id }) => id === env.id));
  return holding ?? fail("registry/unknown", { given: source, expected: `a module that exports envs with ${env.id}` });
}

async function open(): Promise<WorldRange> {
  const env = bindEnv((await registryOf(setup)).find(setup.env.id), setup.env.params);
  await env.prepare();
  const memory = memoryIn(setup.buffer, env, setup.worlds, capture);
  const saved = savedWorlds(memory, range, setup.store, (bytes, capacity) => {
    const store = { bytes: new Uint8Array(new SharedArrayBuffer(bytes)), capacity };
    post({ kind: "store", store });
    return store;
  });
  return worldRange({
    ...setup,
    env,
    memory,
    saved,
    texts,
    goals,
    goalChanged: (row, goal) => post({ kind: "goal", row, goal }),
    report: ({ worlds, cause }) => post({ kind: "fault", worlds, thrown: packThrown(cause) }),
    begun: () => Atomics.store(signals, begunOf(worker), command),
  });
}

function answer(worlds: WorldRange, { id, method, given }: Call): void {
  try {
    const value = (worlds[method] as (...given: readonly unknown[]) => unknown)(...given);
    post({ kind: "reply", id, value });
  } catch (thrown) {
    post({ kind: "refusal", id, thrown: packThrown(thrown) });
  }
}

const called = () => Atomics.load(signals, commandOf(worker)) !== command;

async function serve(worlds: WorldRange): Promise<never> {
  const breathe = breather();
  for (;;) {
    if (!spin(called, spinMs) && !doze(called, signals, commandOf(worker), dozeMs))
      await sleepUntil(called, signals, commandOf(worker));
    command = Atomics.load(signals, commandOf(worker));
    worlds.step();
    if (capture.text) post({ kind: "texts", texts: texts.slice(...range) });
    Atomics.store(signals, doneOf(worker), command);
    ring(signals, bell);
    await breathe();
  }
}

try {
  const worlds = await open();
  port.on("message", (call: Call) => answer(worlds, call));
  post({ kind: "ready" });
  void serve(worlds);
} catch (thrown) {
  post({ kind: "unable", thrown: packThrown(thrown) });
}
