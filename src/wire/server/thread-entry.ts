/** The thread that hosts sessions. It carries out the calls it receives; those of one session in order. */
import { setPriority } from "node:os";
import { workerData } from "node:worker_threads";
import { breaksThread } from "../../core/index.ts";
import { serveParent } from "../../rpc/index.ts";
import type { Host } from "./host.ts";
import { type Hosting, hosting } from "./hosting.ts";
import { beats, nobody, type ThreadListener, type ThreadPulse, type ThreadSetup, worksFor } from "./thread.ts";
import { fairTurns } from "./turns.ts";

/** The memory that belongs to a result alone. */
function ownMemory(result: unknown): ArrayBuffer[] {
  const { frame, snapshot } = Object(result) as { frame?: unknown; snapshot?: unknown };
  return [frame, snapshot].flatMap((part) =>
    part instanceof Uint8Array && part.buffer instanceof ArrayBuffer && part.length === part.buffer.byteLength
      ? [part.buffer]
      : [],
  );
}

const { host, pulse, niceness, ...options } = workerData as ThreadSetup & ThreadPulse;
if (niceness > 0 && process.platform === "linux") setPriority(0, niceness); // of this thread alone: there, 0 is whoever asks
const loaded: { readonly default: Host } = await import(host);

/** Ends this thread if a call broke it; its sessions go on in another. */
const ending = <G extends readonly [session: number, ...unknown[]], T>(call: (...given: G) => Promise<T>) => {
  return async (...given: G): Promise<T> => {
    try {
      return await call(...given);
    } catch (thrown) {
      if (!breaksThread(thrown)) throw thrown;
      if (!isBroken) Atomics.store(pulse, worksFor, given[0]);
      isBroken = true;
      setImmediate(() => {
        throw thrown;
      });
      return new Promise(() => undefined); // the call is rejected by the thread's death
    }
  };
};

let isBroken = false;
const turns = fairTurns((work) => {
  if (isBroken) return; // who broke the thread stays named
  Atomics.store(pulse, worksFor, work?.session ?? nobody);
  Atomics.add(pulse, beats, 1);
});
const { weigh, open, handle, save, world, spread, close } = hosting(loaded.default, options, turns);
const ours: Hosting = {
  weigh: ending(weigh),
  open: ending(open),
  handle: ending(handle),
  save: ending(save),
  world: ending(world),
  spread: ending(spread),
  close,
};
serveParent<ThreadListener>(ours, ownMemory).tell("ready");
