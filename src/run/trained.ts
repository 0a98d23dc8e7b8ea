import { bindEnv, type Device, isLearner, type Policy, type RewardExpression, type RunSpec } from "../core/index.ts";
import { type RecordedRun, readingBlobs, readRun } from "../record/index.ts";
import { originsFor, storedOrigins } from "./origins.ts";
import { openPolicy } from "./policy.ts";
import type { Progress } from "./progress.ts";
import { recentEpisodes } from "./recent.ts";
import type { Registries } from "./registries.ts";
import { mainKnowledge } from "./reward-set.ts";
import { latestState, newestState, versions } from "./saved.ts";
import { takersOf } from "./takers.ts";

/**
 * The description of a run in a folder, with the budget of its last start.
 * @param fromStart whether its checkpoints do not matter
 */
export async function recordedSpec(directory: string, fromStart = false): Promise<RunSpec> {
  const run = await readRun(directory, versions());
  const { spec } = run.description;
  if (fromStart) return spec;
  return { ...spec, steps: (await newestState(run))?.counters.budget ?? spec.steps };
}

/** How far the newest checkpoint of a run had come; nothing where there is none yet. */
export async function savedProgress(
  run: RecordedRun,
): Promise<Pick<Progress, "steps" | "episodes" | "recent"> | undefined> {
  const saved = await newestState(run);
  if (!saved) return undefined;
  const recent = recentEpisodes();
  recent.load(saved.live.recent);
  return { steps: saved.counters.steps, episodes: saved.counters.episodes, recent: recent.means() };
}

/** A reward and what it has learned. */
export interface LearnedReward {
  readonly reward: RewardExpression;
  readonly state: Uint8Array;
}

/** What a run's reward had learned by its newest checkpoint; undefined where there is none yet. */
export async function learnedReward(directory: string): Promise<LearnedReward | undefined> {
  const run = await readRun(directory, versions());
  const found = await newestState(run);
  return found && { reward: run.description.spec.reward, state: mainKnowledge(found.live.reward) };
}

/** An agent as a run's newest checkpoint left it. */
export interface TrainedPolicy {
  readonly spec: RunSpec;
  readonly policy: Policy;
  /** The learned state of the run's reward at that time. */
  readonly learned: LearnedReward;
  /** Steps it was trained for. */
  readonly steps: number;
  readonly notices: readonly string[];
}

/**
 * Opens the agent of a run; the caller closes its policy.
 * @param device by default the one it was trained on
 * @throws `checkpoint/missing`, `registry/unknown`, `device/unavailable`
 */
export async function openTrained(directory: string, registries: Registries, device?: Device): Promise<TrainedPolicy> {
  const run = await readRun(directory, versions());
  const { spec } = run.description;
  const { counters, live, notices } = await latestState(run);
  const env = bindEnv(await registries.envs.find(spec.env.id), spec.env.params);
  const blobs = readingBlobs(run.paths.blobs);
  const origins = originsFor(spec, await takersOf(spec, registries), env, await storedOrigins(spec, blobs));
  const where = { ...spec, device: device ?? spec.device };
  const policy = await openPolicy(where, registries, env, { blobs, ...origins.agent });
  if (isLearner(policy)) await policy.load(live.learner);
  const learned = { reward: spec.reward, state: mainKnowledge(live.reward) };
  return { spec, policy, learned, steps: counters.steps, notices };
}
