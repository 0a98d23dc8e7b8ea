import { assert } from "../core/index.ts";
import { connect } from "../rpc/index.ts";
import type { Registries } from "../run/index.ts";
import type { RunListener, RunServer } from "./messages.ts";
import { runOnce } from "./run-once.ts";

const reportEvery = 200; // shortest time between two progress reports [ms]

/**
 * Does the runs that the runner asks for, one at a time, until the runner goes away. A worker script only has to add
 * its registries.
 */
export function serveRuns(registries: Registries): void {
  assert(process.send, "a worker script is started by the runner");
  let controller = new AbortController();
  // Ctrl-C and the loss of the terminal reach every process; only the runner decides when to stop
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
  process.on("disconnect", () => process.exit());
  const runner = connect<RunListener>(
    {
      run(job) {
        controller = new AbortController();
        let reported = Number.NEGATIVE_INFINITY;
        return runOnce(job, {
          registries,
          signal: controller.signal,
          onNotice: (notice) => runner.tell("notice", notice),
          onProgress(progress) {
            if (performance.now() - reported < reportEvery) return;
            reported = performance.now();
            runner.tell("progress", progress);
          },
        });
      },
      stop: () => controller.abort(new Error("stopped")),
    } satisfies RunServer,
    {
      post: (message) => process.connected && process.send!(message),
      listen: (hear) => process.on("message", hear),
    },
  );
}
