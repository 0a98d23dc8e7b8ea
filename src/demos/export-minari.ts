import { mkdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type BoundEnv, bindEnv, canonical, type Env, fail, type Registry } from "../core/index.ts";
import {
  isImported,
  readStoredEpisode,
  requireEnvOf,
  type StoredEpisode,
  versionsHere,
  writeFolder,
  writeWhole,
} from "../record/index.ts";
import { envSpec } from "./minari/env-spec.ts";
import { type GymnasiumSpace, gymnasiumSpace } from "./minari/gymnasium-space.ts";
import { openHdf5, writing } from "./minari/hdf5.ts";
import { hdf5File, metadataFile } from "./minari/metadata.ts";
import { pythonJson } from "./minari/python-json.ts";
import { writeMinariEpisode } from "./minari/write-episode.ts";
import { taskOf } from "./task.ts";

export interface Exported {
  /** The data set's folder. */
  readonly folder: string;
  readonly id: string;
  readonly episodes: number;
  readonly steps: number;
}

/**
 * Writes episodes as a data set that Minari's `load_dataset` opens: all of it or nothing.
 * @param files of one env with the same params, with observations
 * @param root where Minari is to look for data sets (`MINARI_DATASETS_PATH`)
 * @param id `name-v0` or `group/name-v0`; by default after the env
 * @throws `episode/mismatch` for files of several envs, `demonstration/incomplete` without observations, `registry/unknown`,
 *   `env/unsupported`, `run/exists`, `package/missing`, `file/corrupt`, `file/unusable`, `file/full`
 */
export async function exportMinari(
  files: readonly string[],
  envs: Registry<Env>,
  root: string,
  id?: string,
): Promise<Exported> {
  const first = await readStoredEpisode(files[0]);
  const env = bindEnv(await envs.find(first.env.id), first.env.params);
  const [observation, action] = [gymnasiumSpace(env.observation), gymnasiumSpace(env.action)];
  const name = checkedId(id ?? `${env.id.slice(env.id.lastIndexOf("/") + 1).replace(/-v\d+$/, "")}-demos-v0`);
  const hdf5 = await openHdf5();
  const folder = join(root, name);
  const steps = await writeFolder(folder, async (temporary) => {
    const data = join(temporary, "data");
    await mkdir(data);
    const path = join(data, hdf5File);
    const seen = { steps: 0, maxSteps: 0, agents: new Set<string>(), rewards: new Set<string>() };
    await writing(hdf5, resolve(path), async (file) => {
      for (const [index, each] of files.entries()) {
        const episode = await readStoredEpisode(each);
        requireSame(episode, each, first, env);
        writeMinariEpisode(file, index, episode, env);
        seen.steps += episode.steps;
        seen.maxSteps = Math.max(seen.maxSteps, Number(episode.env.params.maxSteps ?? 0));
        seen.agents.add(isImported(episode) ? (episode.imported.agent ?? episode.imported.dataset) : episode.agent);
        seen.rewards.add(isImported(episode) ? "" : canonical(episode.reward));
      }
    });
    const reward = seen.rewards.size === 1 && !isImported(first) ? first.reward : undefined;
    const metadata = {
      total_episodes: files.length,
      total_steps: seen.steps,
      data_format: "hdf5",
      jpeg_encoding: false,
      observation_space: pythonJson(observation),
      action_space: pythonJson(action),
      env_spec: pythonJson(envSpec({ ...first.env, params: { ...first.env.params, maxSteps: seen.maxSteps } }, reward)),
      dataset_id: name,
      algorithm_name: [...seen.agents].join(", "),
      description: `Episodes of ${env.id}, written by rewardgym ${versionsHere().rewardgym}.`,
      minari_version: [observation, action].some(hasPicture) ? withRawPictures : oldest,
      dataset_size: Number(((await stat(path)).size / 1e6).toFixed(1)), // [MB]
    };
    await writeWhole(join(data, metadataFile), pythonJson(metadata));
    return seen.steps;
  });
  return { folder, id: name, episodes: files.length, steps };
}

/** Versions of Minari from which on it reads what is written here; it refuses data sets of newer ones. */
const oldest = "0.5.0";
const withRawPictures = "0.5.4";

/** Whether there is something that Minari takes for a picture, and would read as JPEG before `withRawPictures`. */
function hasPicture(space: GymnasiumSpace): boolean {
  if (space.type === "Dict") return Object.values(space.subspaces).some(hasPicture);
  if (space.type !== "Box" || space.dtype !== "uint8") return false;
  const [height, width = 0, , ...more] = space.shape;
  return more.length === 0 && Math.min(height, width) >= 32;
}

/** As Minari reads ids; the parts of a path that lead elsewhere are none. */
function checkedId(id: string): string {
  if (!/^(?:\w[-\w]+\/)*\w[-\w]*-v\d+$/.test(id))
    fail("cli/usage", {
      given: `the data set's id ${id}`,
      expected: "letters, digits, - and _, and a version at the end",
      fix: "cart-pole/demos-v0",
    });
  return id;
}

function requireSame(episode: StoredEpisode, file: string, first: StoredEpisode, env: BoundEnv): void {
  if (taskOf(episode) !== taskOf(first))
    fail("episode/mismatch", {
      given: `${file} of ${taskOf(episode)} beside episodes of ${taskOf(first)}`,
      expected: "episodes of one env with the same params",
      fix: "Put those of each env into a folder of their own.",
    });
  requireEnvOf(episode, env);
  if (env.seats > 1)
    fail("env/unsupported", { given: `${file}, of ${env.seats} seats`, expected: "episodes of one seat" });
  if (!episode.observations)
    fail("demonstration/incomplete", {
      given: `${file}, which holds no observations`,
      expected: "episodes with observations, as a data set has them",
      fix: "`rewardgym demos record` and `eval --record-observations` keep them.",
    });
}
