/** The thread that hosts sessions. It carries out the calls it receives; those of one session in order. */
import { workerData } from "node:worker_threads";
import { breaksThread } from "../../core/index.ts";
import { serveParent } from "../../rpc/index.ts";
import type { Host } from "./host.ts";
import { type Hosting, hosting } from "./hosting.ts";
import type { ThreadListener, ThreadSetup } from "./thread.ts";

/** The memory that belongs to a result alone. */
function ownMemory(result: unknown): ArrayBuffer[] {
  const { frame, snapshot } = Object(result) as { frame?: unknown; snapshot?: unknown };
  return [frame, snapshot].flatMap((part) =>
    part instanceof Uint8Array && part.buffer instanceof ArrayBuffer && part.length === part.buffer.byteLength
      ? [part.buffer]
      : [],
  );
}

const { host, ...options } = workerData as ThreadSetup;
const loaded: { readonly default: Host } = await import(host);

/** Ends this thread if a call broke it; its sessions go on in another. */
const ending = <G extends unknown[], T>(call: (...given: G) => Promise<T>) => {
  return async (...given: G): Promise<T> => {
    try {
      return await call(...given);
    } catch (thrown) {
      if (!breaksThread(thrown)) throw thrown;
      setImmediate(() => {
        throw thrown;
      });
      return new Promise(() => undefined); // the call is rejected by the thread's death
    }
  };
};

const { open, handle, save, world, spread, close } = hosting(loaded.default, options);
const ours: Hosting = {
  open: ending(open),
  handle: ending(handle),
  save: ending(save),
  world: ending(world),
  spread: ending(spread),
  close,
};
serveParent<ThreadListener>(ours, ownMemory).tell("ready");
