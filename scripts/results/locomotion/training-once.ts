import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { train } from "../../../src/run/index.ts";
import { registries } from "../../registries.ts";
import { specFrom } from "../../run-flags.ts";
import { twin } from "./twin.ts";

/**
 * Trains and prints the steps per second between the end of the first update and the end of the last, everything
 * included: collecting, scoring, learning, logs and checkpoints. Arguments: env, worlds, steps of a rollout, minibatch, epochs, steps.
 */
const [env, ...numbers] = process.argv.slice(2);
const [worlds, rolloutSteps, minibatch, epochs, steps] = numbers.map(Number);
const directory = await mkdtemp(join(tmpdir(), "training-"));
const ends: { readonly at: number; readonly steps: number }[] = [];
const spec = await specFrom({ env, worlds, seed: 1, steps: steps + worlds * rolloutSteps });
await train({
  spec: { ...spec, agent: { ...spec.agent, params: twin(rolloutSteps, minibatch, epochs) } },
  registries,
  directory: join(directory, "run"),
  onProgress: ({ steps }) => void ends.push({ at: performance.now(), steps }),
});
await rm(directory, { recursive: true });
const [first, last] = [ends[0], ends[ends.length - 1]];
console.log(JSON.stringify({ stepsPerSecond: Math.round((1000 * (last.steps - first.steps)) / (last.at - first.at)) }));
