import { readdirSync } from "node:fs";
import { join } from "node:path";
import { agents } from "../../agents/index.ts";
import { envs } from "../../envs/index.ts";
import { rewards, transforms } from "../../rewards/index.ts";
import { type Env, type RunSpec, registry, unpack } from "../../src/core/index.ts";
import { count, packable, readForm, recordOf } from "../../src/record/form.ts";
import { readSealed, runPaths } from "../../src/record/index.ts";
import { qLearner } from "../fixtures/q-learner.ts";
import { grid } from "../fixtures/worlds-grid.ts";

/** What the package has, and a tabular learner with the world that it can learn. */
export const registries = {
  envs: registry<Env>("env", import.meta.url, [grid, ...envs.all]),
  rewards,
  transforms,
  agents: registry("agent", import.meta.url, [qLearner, ...agents.all]),
};

export const qRun: RunSpec = {
  env: { id: "fixture/grid-v1", params: { maxSteps: 400 } }, // far enough to stumble over the goal
  reward: "sparse/success-v1",
  agent: { id: "fixture/q-learner-v1", params: {} },
  seed: 1,
  steps: 12_000,
  worlds: 4,
  device: "cpu",
};

/** The same with a memory of about 4 chunks, so that blobs are dropped again and again. */
export const forgetfulRun: RunSpec = { ...qRun, agent: { ...qRun.agent, params: { chunks: 4 } } };

/** The blobs that a run's checkpoints name, each once, sorted. */
export async function namedBlobs(directory: string): Promise<string[]> {
  const { checkpoints } = runPaths(directory);
  const named = new Set<string>();
  for (const name of readdirSync(checkpoints)) {
    if (!name.endsWith(".ckpt")) continue;
    const { state } = readForm(
      unpack(await readSealed(join(checkpoints, name), "checkpoint")),
      { state: packable },
      name,
    );
    const { blobs } = readForm(state, { blobs: recordOf(count) }, name);
    for (const blob of Object.keys(blobs)) named.add(blob);
  }
  return [...named].sort();
}
