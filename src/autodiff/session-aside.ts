import { threads } from "#platform";
import { fail } from "../core/index.ts";
import { startWorker } from "../rpc/index.ts";
import type { Data, Session, SessionOptions } from "./session.ts";
import type { SessionFunctions } from "./session-worker.ts";

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
  const worker = startWorker<SessionFunctions>({ module: "./session-worker", beside: import.meta.url });
  let closing: Promise<void> | undefined;
  try {
    const opened = await worker.call("open", model, options);
    return {
      ...opened,
      run(inputs) {
        const parts = Object.entries(inputs).map(([name, { data, dims }]) => [name, { data: data as Data, dims }]);
        return worker.call("run", Object.fromEntries(parts));
      },
      close() {
        closing ??= worker.finish(worker.call("close"), new Error("the session is closed"));
        return closing;
      },
    };
  } catch (thrown) {
    await worker.end();
    throw thrown;
  }
}
