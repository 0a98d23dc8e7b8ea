import { threads } from "#platform";
import { asError, assert } from "../core/index.ts";
import { type Channel, connect, type Functions, type Remote } from "./rpc.ts";

/** A worker thread, seen from the thread that started it. It keeps the process alive only while a call is pending. */
export interface WorkerThread<Theirs extends Functions<Theirs>> extends Omit<Remote<Theirs>, "close"> {
  /** The cause of its death. */
  died(): Error | undefined;
  /** Keeps the process alive until the function that it returns is called. */
  hold(): () => void;
  /** Ends it at once. */
  end(cause?: Error): Promise<void>;
  /** Ends it after its last call, which may fail by its death. */
  finish(last: Promise<unknown>, cause?: Error): Promise<void>;
}

export interface WorkerOptions extends Pick<Channel, "told"> {
  /** The module that it runs, without the extension. */
  readonly module: string;
  /** The `import.meta.url` of a file in the same folder. */
  readonly beside: string;
  readonly workerData?: object;
  readonly resourceLimits?: {
    readonly maxYoungGenerationSizeMb?: number;
    readonly maxOldGenerationSizeMb?: number;
  };
  /** The functions that it may call here. */
  readonly ours?: object;
  /** The error of a call to a dead thread; by default the cause of its death. `isCulprit`: it died during this very call. */
  rejection?(cause: Error, isCulprit: boolean): Error;
  /** Called once, after all its calls have been rejected. */
  onDeath?(cause: Error): void;
}

/** Starts a worker thread whose module calls `serveParent`. Calls wait until it does. */
export function startWorker<Theirs extends Functions<Theirs>>(options: WorkerOptions): WorkerThread<Theirs> {
  const {
    module,
    beside,
    workerData,
    resourceLimits,
    ours = {},
    rejection = (cause) => cause,
    told,
    onDeath,
  } = options;
  assert(threads, "workers are started only where there are threads");
  const url = new URL(module + beside.slice(-3), beside); // ".ts", or ".js" in the build
  const begun = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)).fill(-1);
  const worker = new threads.Worker(url, { workerData: { ...workerData, begun }, resourceLimits });
  const remote = connect<Theirs>(ours, {
    post: (message) => worker.postMessage(message),
    listen: (hear) => worker.on("message", hear),
    told,
  });
  let cause: Error | undefined;
  let death: Error | undefined;
  let holds = 0;
  worker.unref();
  worker.on("error", (thrown) => {
    cause ??= asError(thrown);
  });
  worker.on("exit", (code) => {
    const why = cause ?? new Error(`the worker exited with code ${code}`);
    death = why;
    remote.close((id) => rejection(why, id === begun[0]));
    onDeath?.(why);
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
    ...remote,
    call: (method, ...given) => remote.call(method, ...given).finally(hold()),
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

/**
 * Serves functions to the thread that started this worker.
 * @param transferable the memory that moves to the other thread with a result, instead of being copied
 */
export function serveParent<Theirs extends Functions<Theirs>>(
  ours: object,
  transferable: (result: unknown) => ArrayBuffer[] = () => [],
): Remote<Theirs> {
  assert(threads?.parentPort, "this runs in a worker thread");
  const port = threads.parentPort;
  const { begun } = threads.workerData as { readonly begun: Int32Array };
  return connect<Theirs>(ours, {
    post: (message) => port.postMessage(message, "value" in message ? transferable(message.value) : []),
    listen: (hear) => port.on("message", hear),
    begun: (id) => Atomics.store(begun, 0, id),
  });
}
