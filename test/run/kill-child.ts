// Trains a run of `fake-run.ts` in a folder, from its newest checkpoint if it has one, and prints a line for each update.
// It stops and waits to be killed after the last update that it is given, however late the kill comes.
import { existsSync, writeSync } from "node:fs";
import type { RunSpec } from "../../src/core/index.ts";
import { runPaths } from "../../src/record/index.ts";
import { train } from "../../src/run/index.ts";
import { cartPoleRun, overlapRun, ppoRun, registries, sacOverlapRun, sacRun } from "./fake-run.ts";

const runs: { readonly [name: string]: RunSpec } = { cartPoleRun, ppoRun, overlapRun, sacRun, sacOverlapRun };
const [directory, name, last] = process.argv.slice(2);
await train({
  spec: runs[name],
  registries,
  directory,
  resume: existsSync(runPaths(directory).description),
  checkpointSteps: 3 * 64,
  onProgress({ updates }) {
    writeSync(1, `${updates}\n`);
    if (updates >= Number(last)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  },
});
