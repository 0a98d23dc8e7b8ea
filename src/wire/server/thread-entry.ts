/** The thread that hosts sessions. It carries out the calls it receives; those of one session in order. */
import { workerData } from "node:worker_threads";
import { serveParent } from "../../rpc/index.ts";
import type { Host } from "./host.ts";
import { hosting } from "./hosting.ts";
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

const loaded: { readonly default: Host } = await import((workerData as ThreadSetup).host);
serveParent<ThreadListener>(hosting(loaded.default), ownMemory).tell("ready");
