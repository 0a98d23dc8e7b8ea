// Trains the run of `fake-run.ts` in the folder given, from its newest checkpoint where it has one; a line an update.
import { existsSync } from "node:fs";
import { runPaths } from "../../src/record/index.ts";
import { train } from "../../src/run/index.ts";
import { cartPoleRun, registries } from "./fake-run.ts";

const directory = process.argv[2];
await train({
  spec: cartPoleRun,
  registries,
  directory,
  resume: existsSync(runPaths(directory).description),
  checkpointUpdates: 3,
  onProgress: ({ updates }) => process.stdout.write(`${updates}\n`),
});
