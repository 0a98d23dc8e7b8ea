// Trains a run of `fake-run.ts` in a folder, from its newest checkpoint where it has one; a line an update.
import { existsSync } from "node:fs";
import type { RunSpec } from "../../src/core/index.ts";
import { runPaths } from "../../src/record/index.ts";
import { train } from "../../src/run/index.ts";
import { cartPoleRun, overlapRun, ppoRun, registries } from "./fake-run.ts";

const runs: { readonly [name: string]: RunSpec } = { cartPoleRun, ppoRun, overlapRun };
const [directory, name] = process.argv.slice(2);
await train({
  spec: runs[name],
  registries,
  directory,
  resume: existsSync(runPaths(directory).description),
  checkpointSteps: 3 * 64,
  onProgress: ({ updates }) => process.stdout.write(`${updates}\n`),
});
