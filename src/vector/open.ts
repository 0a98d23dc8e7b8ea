import { threads as workerThreads } from "#platform";
import { type BoundEnv, bindEnv, breather, CodedError, fail, messageOf, type VectorEnv } from "../core/index.ts";
import { cameraOf } from "./capture.ts";
import type { FaultReport } from "./faults.ts";
import { checkGroups } from "./groups.ts";
import { bytesOfMemory, memoryIn, type VectorMemory } from "./memory.ts";
import type { VectorOptions } from "./options.ts";
import { emptyStore, savedWorlds } from "./saved-worlds.ts";
import { threadedWorlds } from "./threaded-worlds.ts";
import { vectorOf } from "./vector-of.ts";
import { worldRange } from "./world-range.ts";
import type { Worlds } from "./worlds.ts";

/**
 * Opens worlds of an env, in this thread or in worker threads.
 * @throws `registry/unknown`, `params/invalid`, `run/invalid` for impossible numbers and for threads in a browser,
 * `env/unsupported` for a capture that the env cannot give, `vector/failed` if worlds cannot be created
 */
export async function openVector(options: VectorOptions): Promise<VectorEnv> {
  const {
    envs,
    worlds,
    group,
    threads = 0,
    companions = 0,
    capture = {},
    saveEvery = 200,
    breathe = breather(),
  } = options;
  whole("worlds", worlds, 1);
  whole("threads", threads, 0);
  whole("saveEvery", saveEvery, 1);
  if (threads > 0 && !workerThreads)
    fail("run/invalid", { given: `threads = ${threads} in a browser`, expected: "0: worlds are stepped by the page" });
  checkGroups(worlds, group);
  if (capture.frames) {
    whole("width", capture.frames.width, 1);
    whole("height", capture.frames.height, 1);
  }
  const env = bindEnv(await envs.find(options.env.id), options.env.params);
  cameraOf(env, capture.frames?.camera);
  const shape = { worlds, capture, group };
  const bytes = bytesOfMemory(env, shape);
  const buffer = threads > 0 ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
  const memory = memoryIn(buffer, env, shape);
  const texts = capture.text ? Array.from({ length: worlds }, () => "") : [];
  const goals = capture.goals ? Array.from({ length: worlds }, () => env.goal) : [];
  const reports: FaultReport[] = [];
  const report = (fault: FaultReport) => reports.push(fault);
  const setup = { env, ...shape, memory, saveEvery, texts, goals, report };
  const openHere = async (range: readonly [number, number]) => {
    await env.prepare();
    return worldRange({ ...setup, range, saved: savedHere(memory, range), breathe });
  };
  const stepped = await opened(env, async () => {
    if (buffer instanceof ArrayBuffer) return openHere([0, worlds]); // a page may know no shared memory
    const shared = { ...setup, buffer, source: envs.source, threads: Math.min(threads, worlds), companions };
    return threadedWorlds({ ...shared, openHere });
  });
  const again = (copies: number) => openVector({ ...options, worlds: copies, group: undefined });
  return vectorOf(stepped, { ...setup, reports, again, breathe, onFault: options.onFault });
}

const savedHere = (memory: VectorMemory, range: readonly [number, number]) =>
  savedWorlds(memory, range, emptyStore, (bytes, capacity) => ({ bytes: new Uint8Array(bytes), capacity }));

async function opened(env: BoundEnv, open: () => Promise<Worlds>): Promise<Worlds> {
  try {
    return await open();
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    return fail("vector/failed", {
      given: `${env.id}: ${messageOf(cause)}`,
      expected: "worlds that can be made",
      cause,
    });
  }
}

function whole(name: string, value: number, lowest: number): void {
  if (!Number.isInteger(value) || value < lowest)
    fail("run/invalid", { given: `${name} = ${value}`, expected: `a whole number of at least ${lowest}` });
}
