import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readMetrics, runPaths } from "../../../src/record/index.ts";
import { evaluate, openTrained, train } from "../../../src/run/index.ts";
import { registries } from "../../registries.ts";
import { specFrom } from "../../run-flags.ts";

/** Trains env, steps, seed; evaluates so many episodes; prints return, seconds and learning curve. */
const [env, steps, seed, episodes] = process.argv.slice(2);
const parent = await mkdtemp(join(tmpdir(), "returns-"));
const directory = join(parent, "run");
const spec = await specFrom({ env, steps: Number(steps), seed: Number(seed) });
const start = performance.now();
await train({ spec, registries, directory });
const seconds = (performance.now() - start) / 1000;
const { policy } = await openTrained(directory, registries);
const { summary } = await evaluate({ spec, registries, policy, episodes: Number(episodes), seed: 1000 + Number(seed) });
await policy.close?.();
const rows = await readMetrics(runPaths(directory).metrics);
await rm(parent, { recursive: true });
const every = Math.ceil(rows.length / 200);
const curve = rows
  .filter((_, i) => i % every === 0 || i === rows.length - 1)
  .flatMap(({ steps, metrics }) => (metrics.meanReturn === undefined ? [] : [[steps, metrics.meanReturn]]));
console.log(JSON.stringify({ return: summary.return.mean, seconds, curve }));
