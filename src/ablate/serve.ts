import { assert } from "../core/index.ts";
import type { Registries } from "../run/index.ts";
import type { RunJob } from "./job.ts";
import { type Order, packFailure, type Report } from "./messages.ts";
import { runOnce } from "./run-once.ts";

const reportEvery = 200; // shortest time between two progress reports [ms]

/**
 * Does the runs that the runner asks for, one at a time, until the runner goes away. A worker script only has to add
 * its registries.
 */
export function serveRuns(registries: Registries): void {
  assert(process.send, "a worker script is started by the runner");
  const say = (report: Report) => process.connected && process.send!(report);
  let controller = new AbortController();
  // Ctrl-C and the loss of the terminal reach every process; only the runner decides when to stop
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
  process.on("disconnect", () => process.exit());
  process.on("message", (order: Order) => {
    if ("stop" in order) controller.abort(new Error("stopped"));
    else {
      controller = new AbortController();
      work(order.do, controller.signal);
    }
  });

  async function work(job: RunJob, signal: AbortSignal): Promise<void> {
    let reported = Number.NEGATIVE_INFINITY;
    try {
      const result = await runOnce(job, {
        registries,
        signal,
        onNotice: (notice) => say({ notice }),
        onProgress(progress) {
          if (performance.now() - reported < reportEvery) return;
          reported = performance.now();
          say({ progress });
        },
      });
      say({ done: result });
    } catch (thrown) {
      say(signal.aborted ? { stopped: true } : { failed: packFailure(thrown) });
    }
  }
}
