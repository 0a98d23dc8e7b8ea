/** The thread that hosts sessions. It carries out the calls it receives; those of one session in order. */
import { parentPort, workerData } from "node:worker_threads";
import { assert, packThrown } from "../../core/index.ts";
import type { Host } from "./host.ts";
import { hosting } from "./hosting.ts";
import type { Call, Reply, ThreadSetup } from "./letters.ts";

assert(parentPort, "sessions are hosted in a worker thread");
const port = parentPort;
const { host, running } = workerData as ThreadSetup;
const loaded: { readonly default: Host } = await import(host);
const hosted = hosting(loaded.default);

async function carryOut({ call, method, given }: Call): Promise<void> {
  let reply: Reply;
  Atomics.store(running, 0, call);
  try {
    const value = await (hosted[method] as (...given: readonly unknown[]) => Promise<unknown>)(...given);
    reply = { call, value };
  } catch (thrown) {
    reply = { call, thrown: packThrown(thrown) };
  }
  port.postMessage(reply, transferable(reply));
}

/** The memory that is transferred with a reply instead of being copied. */
function transferable({ value }: Reply): ArrayBuffer[] {
  const { frame, snapshot } = Object(value) as { frame?: unknown; snapshot?: unknown };
  return [frame, snapshot].flatMap((part) =>
    part instanceof Uint8Array && part.buffer instanceof ArrayBuffer && part.length === part.buffer.byteLength
      ? [part.buffer]
      : [],
  );
}

port.on("message", (call: Call) => void carryOut(call));
port.postMessage("ready");
