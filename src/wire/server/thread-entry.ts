/** The thread that hosts sessions. It carries out the calls it receives; those of one session in order. */
import { workerData } from "node:worker_threads";
import { serveParent, transfer } from "../../rpc/index.ts";
import type { Host } from "./host.ts";
import { type Hosting, hosting } from "./hosting.ts";
import type { ThreadListener, ThreadSetup } from "./thread.ts";

const { host, running } = workerData as ThreadSetup;
const loaded: { readonly default: Host } = await import(host);
const hosted = hosting(loaded.default);

/** Serves a method, and says whose call has been going on since it last began one. */
const serving =
  <M extends keyof Hosting>(method: M) =>
  async (session: number, ...given: readonly unknown[]): Promise<unknown> => {
    Atomics.store(running, 0, session);
    try {
      const run = hosted[method] as (session: number, ...given: readonly unknown[]) => Promise<unknown>;
      return moving(await run(session, ...given));
    } finally {
      Atomics.compareExchange(running, 0, session, 0);
    }
  };

/** Lets a result take the memory along that is its own, instead of copying it. */
function moving(result: unknown): unknown {
  const { frame, snapshot } = Object(result) as { frame?: unknown; snapshot?: unknown };
  const memory = [frame, snapshot].flatMap((part) =>
    part instanceof Uint8Array && part.buffer instanceof ArrayBuffer && part.length === part.buffer.byteLength
      ? [part.buffer]
      : [],
  );
  return memory.length > 0 ? transfer(result as object, memory) : result;
}

const main = serveParent<ThreadListener>(
  Object.fromEntries((Object.keys(hosted) as (keyof Hosting)[]).map((method) => [method, serving(method)])),
);
main.tell("ready");
