import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { train } from "../../../src/run/index.ts";
import { registries } from "../../registries.ts";
import { specFrom } from "../../run-flags.ts";

// Trains SAC and prints its steps per second once it learns, everything included. Arguments: env, steps, params as JSON.

const [env, count, params] = process.argv.slice(2);
const learningStarts = 1000;
const steps = learningStarts + Number(count);
const directory = await mkdtemp(join(tmpdir(), "training-"));
const ends: { readonly at: number; readonly steps: number }[] = [];
const spec = await specFrom({ env, agent: "learner/sac-v1", seed: 1, steps });
await train({
  spec: { ...spec, agent: { ...spec.agent, params: { ...spec.agent.params, ...JSON.parse(params), learningStarts } } },
  registries,
  directory: join(directory, "run"),
  onProgress: ({ steps }) => void ends.push({ at: performance.now(), steps }),
});
await rm(directory, { recursive: true });
const first = ends.find(({ steps }) => steps >= learningStarts + 100) ?? ends[0]; // its session is warm
const last = ends[ends.length - 1];
console.log(JSON.stringify({ stepsPerSecond: (1000 * (last.steps - first.steps)) / (last.at - first.at) }));
