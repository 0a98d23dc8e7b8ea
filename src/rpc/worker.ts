import { threads } from "#platform";
import { asError, assert } from "../core/index.ts";
import { connect, type Functions, type Remote } from "./rpc.ts";

/** A worker thread, seen from the thread that started it. It keeps the process alive only while a call is pending. */
export interface WorkerThread<Theirs extends Functions<Theirs>> extends Omit<Remote<Theirs>, "close"> {
  /** The cause of its death, with which calls are rejected then. */
  died(): Error | undefined;
  /** Keeps the process alive until the function that it returns is called. */
  hold(): () => void;
  /** Ends it at once. */
  end(cause?: Error): Promise<void>;
  /** Ends it after its last call, which may fail by its death. */
  finish(last: Promise<unknown>, cause?: Error): Promise<void>;
}

export interface WorkerOptions {
  /** The module that it runs, without the extension. */
  readonly module: string;
  /** The `import.meta.url` of a file in the same folder. */
  readonly beside: string;
  readonly workerData?: unknown;
  /** The functions that it may call here. */
  readonly ours?: object;
  /** Called once, after all its calls have been rejected. */
  onDeath?(cause: Error): void;
}

/** Starts a worker thread whose module calls `serveParent`. Calls wait until it does. */
export function startWorker<Theirs extends Functions<Theirs>>(options: WorkerOptions): WorkerThread<Theirs> {
  const { module, beside, workerData, ours = {}, onDeath } = options;
  assert(threads, "workers are started only where there are threads");
  const extension = beside.endsWith(".ts") ? "ts" : "js";
  const worker = new threads.Worker(new URL(`${module}.${extension}`, beside), { workerData });
  const remote = connect<Theirs>(ours, {
    post: (message, transfer) => worker.postMessage(message, transfer),
    listen: (hear) => worker.on("message", hear),
  });
  let cause: Error | undefined;
  let death: Error | undefined;
  let holds = 0;
  worker.unref();
  worker.on("error", (thrown) => {
    cause ??= asError(thrown);
  });
  worker.on("exit", (code) => {
    death = cause ?? new Error(`the worker exited with code ${code}`);
    remote.close(death);
    onDeath?.(death);
  });

  function hold(): () => void {
    if (holds++ === 0) worker.ref();
    return () => {
      if (--holds === 0) worker.unref();
    };
  }

  async function end(reason?: Error): Promise<void> {
    cause ??= reason;
    await worker.terminate();
  }

  return {
    call: (method, ...given) => remote.call(method, ...given).finally(hold()),
    tell: remote.tell,
    died: () => death,
    hold,
    end,
    async finish(last, reason) {
      const release = hold();
      try {
        await last;
      } catch (thrown) {
        if (!death) throw thrown;
      } finally {
        await end(reason);
        release();
      }
    },
  };
}

/** Serves functions to the thread that started this worker. */
export function serveParent<Theirs extends Functions<Theirs>>(ours: object): Remote<Theirs> {
  const port = threads?.parentPort;
  assert(port, "this runs in a worker thread");
  return connect<Theirs>(ours, {
    post: (message, transfer) => port.postMessage(message, transfer),
    listen: (hear) => port.on("message", hear),
  });
}
