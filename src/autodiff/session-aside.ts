import { threads } from "#platform";
import { asError, type Deferred, type Device, deferred, fail, type Thrown, unpackThrown } from "../core/index.ts";
import type { Data, Session, SessionOptions } from "./session.ts";

/** The `workerData` of a session's worker thread. */
export interface SessionSetup {
  readonly model: Uint8Array;
  readonly options: SessionOptions;
}

type Results = { readonly [name: string]: Float32Array };

/** Inputs to run, or a request to close. */
export type Question = { readonly [name: string]: { readonly data: Data; readonly dims: readonly number[] } } | "close";

/** Answers come in the order of the requests. */
export type Reply =
  | { readonly kind: "ready"; readonly device: Device; readonly description: string }
  | { readonly kind: "unable"; readonly thrown: Thrown }
  | { readonly kind: "results"; readonly results: Results }
  | { readonly kind: "refusal"; readonly thrown: Thrown };

const entry = new URL(import.meta.url.endsWith(".ts") ? "./session-worker.ts" : "./session-worker.js", import.meta.url);

/**
 * Opens a session in a worker thread, so that `run` does not block the calling thread. Inputs and results are copied, the
 * inputs before `run` returns. It keeps the process alive only while a result is pending.
 * @throws `device/unavailable`
 */
export async function openAside(model: Uint8Array, options: SessionOptions): Promise<Session> {
  if (!threads)
    return fail("device/unavailable", {
      given: "a session in a thread of its own",
      expected: "one in the calling thread, where there are no worker threads",
    });
  const worker = new threads.Worker(entry, { workerData: { model, options } satisfies SessionSetup });
  const opening = deferred<Extract<Reply, { kind: "ready" }>>();
  const exited = deferred<void>();
  const waiting: Deferred<Results>[] = [];
  let death: Error | undefined;

  const rest = () => {
    if (waiting.length === 0) worker.unref();
  };
  worker.on("message", (answer: Reply) => {
    if (answer.kind === "ready") opening.resolve(answer);
    else if (answer.kind === "unable") opening.reject(unpackThrown(answer.thrown));
    else if (answer.kind === "results") waiting.shift()?.resolve(answer.results);
    else waiting.shift()?.reject(unpackThrown(answer.thrown));
    rest();
  });
  worker.on("error", (thrown) => {
    death = asError(thrown);
  });
  worker.on("exit", (code) => {
    death ??= new Error(`the session is closed, its thread gone with code ${code}`);
    opening.reject(death);
    for (const { reject } of waiting.splice(0)) reject(death);
    exited.resolve();
  });

  const { device, description } = await opening.promise;
  return {
    device,
    description,
    run(inputs) {
      if (death) return Promise.reject(death);
      const run = deferred<Results>();
      const parts = Object.entries(inputs).map(([name, { data, dims }]) => [name, { data: data as Data, dims }]);
      worker.postMessage(Object.fromEntries(parts) satisfies Question);
      waiting.push(run);
      worker.ref();
      return run.promise;
    },
    async close() {
      if (death) return;
      worker.ref();
      worker.postMessage("close" satisfies Question);
      await exited.promise;
    },
  };
}
