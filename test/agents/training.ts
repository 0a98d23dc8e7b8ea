import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { agents } from "../../agents/index.ts";
import type { envs as catalogue } from "../../envs/index.ts";
import { rewards as plugIns, transforms } from "../../rewards/index.ts";
import { type Params, type RunSpec, registry } from "../../src/core/index.ts";
import { evaluate, openTrained, train } from "../../src/run/index.ts";
import { event } from "../fixtures/rewards.ts";
import type { envs as fixtures } from "../fixtures/worlds.ts";

const rewards = registry("reward", import.meta.url, [...plugIns.all, event]);

/** Pays 1 for every time that something happens. */
export const counted = (name: string) => ({ use: "fixture/event-v1", params: { event: name } });

export interface Training {
  readonly env: string;
  readonly envs: typeof catalogue | typeof fixtures;
  readonly envParams?: Params;
  readonly reward: RunSpec["reward"];
  readonly steps: number;
  readonly params: Params;
  readonly worlds?: number;
}

/** Trains PPO; the scores of 100 greedy episodes, the policy, and its exported file. */
export async function trained({ env, envs, envParams = {}, reward, steps, params, worlds = 16 }: Training) {
  const parent = await mkdtemp(join(tmpdir(), "learning-"));
  onTestFinished(() => rm(parent, { recursive: true }));
  const directory = join(parent, "run");
  const spec: RunSpec = {
    env: { id: env, params: envParams },
    reward,
    agent: { id: "learner/ppo-v1", params },
    seed: 1,
    steps,
    worlds,
    device: "cpu",
  };
  const all = { envs, rewards, transforms, agents };
  await train({ spec, registries: all, directory });
  const { policy } = await openTrained(directory, all);
  onTestFinished(() => policy.close?.());
  const { episodes } = await evaluate({ spec, registries: all, policy, episodes: 100, seed: 77 });
  const exported = new Uint8Array(await readFile(join(directory, "policy.onnx")));
  return { scores: episodes.map(({ score }) => score), policy, exported };
}

export const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
