import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chunkOf } from "../../agents/sac/chunk.ts";
import type { SavedReplay } from "../../agents/sac/memory.ts";
import { registries } from "../../scripts/registries.ts";
import { bindEnv, type Learner, leavesOf, type RunSpec, sizeOf, unpack } from "../../src/core/index.ts";
import { openTrained, train } from "../../src/run/index.ts";

export const newFolder = async () => join(await mkdtemp(join(tmpdir(), "rewardgym-")), "run");

/** The rewards of the rows that SAC remembers after a training, in the order in which they were lived or told. */
export async function rememberedRewards(spec: RunSpec): Promise<Float32Array> {
  const directory = await newFolder();
  await train({ spec, registries, directory });
  const { policy } = await openTrained(directory, registries);
  const saved = unpack(await (policy as Learner).save(), "a learner's state") as unknown as { memory: SavedReplay };
  await policy.close?.();
  const { observation, action, seats } = bindEnv(await registries.envs.find(spec.env.id), spec.env.params);
  const { rest, features, steps } = saved.memory;
  const form = { leaves: leavesOf(observation), actionSize: sizeOf(action), features };
  return chunkOf(form, rowsOfChunk, rest.slice()).rewards.subarray(0, steps * spec.worlds * seats);
}

const rowsOfChunk = 8192;
