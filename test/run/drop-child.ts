// Trains `forgetfulRun` in a folder and kills itself, as kill -9 does, at a moment of writing, the third time it comes.
import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { dirname } from "node:path";
import { runPaths } from "../../src/record/index.ts";
import { train } from "../../src/run/index.ts";
import { forgetfulRun, registries } from "./q-run.ts";

const [directory, moment] = process.argv.slice(2);
const { checkpoints, blobs } = runPaths(directory);
let met = 0;

function die(now: string): void {
  if (now === moment && ++met === 3) process.kill(process.pid, "SIGKILL");
}

const { rename, rm } = fs;
fs.rename = async (from, to) => {
  const kind = dirname(String(to)) === checkpoints ? "checkpoint" : "another file";
  die(`before ${kind}`);
  await rename(from, to);
  die(`after ${kind}`);
};
fs.rm = async (path, options) => {
  const kind = dirname(String(path)) === blobs ? "blob goes" : "another file goes";
  die(`before ${kind}`);
  await rm(path, options);
  die(`after ${kind}`);
};
syncBuiltinESMExports();

await train({ spec: forgetfulRun, registries, directory, checkpointSteps: 800 });
