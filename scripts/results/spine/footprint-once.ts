import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { train } from "../../../src/run/index.ts";
import { registries } from "../../registries.ts";
import { specFrom } from "../../run-flags.ts";

/** Trains on an env for some steps; prints the peak resident memory of the process [bytes]. */
const [env, steps] = process.argv.slice(2);
const directory = await mkdtemp(join(tmpdir(), "footprint-"));
await train({
  spec: await specFrom({ env, steps: Number(steps), seed: 1 }),
  registries,
  directory: join(directory, "run"),
});
await rm(directory, { recursive: true });
console.log(JSON.stringify({ peak: process.resourceUsage().maxRSS * 1024 }));
