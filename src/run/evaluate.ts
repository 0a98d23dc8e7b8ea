import { bindEnv, fail, type Policy, type RunSpec } from "../core/index.ts";
import { type EpisodeRecord, episodeRecorder, versionsHere } from "../record/index.ts";
import { buildReward } from "../reward/index.ts";
import { type Actor, collector, openVector } from "../vector/index.ts";
import { captureFor } from "./live.ts";
import { opening } from "./opening.ts";
import type { Registries } from "./registries.ts";
import { type EpisodeResult, returnCounter } from "./returns.ts";
import { type Summary, summarize } from "./summary.ts";

export interface EvaluateOptions {
  /** Names env, reward and agent; its seed, steps and worlds play no part. */
  readonly spec: RunSpec;
  readonly registries: Registries;
  /** Takes its likeliest actions; stays the caller's to close. */
  readonly policy: Policy;
  readonly episodes: number;
  readonly seed: number;
  readonly worlds?: number;
  readonly threads?: number;
  /** What opens the worlds, where they live elsewhere. */
  readonly open?: typeof openVector;
  /** How many of the episodes to record: the first of so many worlds. */
  readonly record?: number;
  readonly signal?: AbortSignal;
  /** After every step of all worlds. */
  onProgress?(done: number): void;
}

export interface Evaluation {
  /** World by world, in the order in which a world lived them. */
  readonly episodes: readonly EpisodeResult[];
  readonly summary: Summary;
  readonly records: readonly EpisodeRecord[];
}

/**
 * Runs a policy greedily for so many episodes. Every world has a quota and lives it to the end, so that short episodes
 * count no more than long ones. A reward with statistics begins them anew.
 * @throws `run/invalid`, what its env and reward throw, and the signal's reason when that is aborted
 */
export async function evaluate(options: EvaluateOptions): Promise<Evaluation> {
  const { policy, episodes, seed, record = 0, signal, onProgress } = options;
  if (!Number.isInteger(episodes) || episodes < 1)
    fail("run/invalid", { given: `${episodes} episodes`, expected: "a whole number of at least 1" });
  const worlds = Math.min(episodes, options.worlds ?? 64);
  const open = await openEvaluation(options, worlds);
  try {
    const { vector, reward } = open;
    await vector.reset(seed);
    const collecting = collector(vector, greedy(policy), reward.inputs);
    const recorder = episodeRecorder(vector, {
      watch: Array.from({ length: Math.min(record, worlds) }, (_, world) => world),
      origin: { seed, reward: options.spec.reward, agent: options.spec.agent.id, versions: versionsHere() },
    });
    await recorder.start();
    const returns = returnCounter(worlds);
    const lived: EpisodeResult[][] = Array.from({ length: worlds }, () => []);
    const quota = (world: number) => Math.floor(episodes / worlds) + (world < episodes % worlds ? 1 : 0);
    const records: EpisodeRecord[] = [];
    for (let done = 0; done < episodes; ) {
      signal?.throwIfAborted();
      const { rows, finished } = await collecting.collect();
      await recorder.observe(finished);
      const rewards = await reward.evaluate(rows);
      records.push(...recorder.rewarded(rewards).filter(({ world }) => lived[world].length === 0));
      for (const [i, result] of returns.observe(rewards.total, finished).entries()) {
        const { world, whole } = finished[i];
        if (!whole) continue; // a fault cut it off: the world lives another one instead
        if (lived[world].push(result) <= quota(world)) done++;
      }
      onProgress?.(done);
    }
    const results = lived.flatMap((own, world) => own.slice(0, quota(world)));
    return { episodes: results, summary: summarize(results, open.maxSteps), records };
  } finally {
    await open.close();
  }
}

const openEvaluation = ({ spec, registries, seed, threads = 0, open = openVector }: EvaluateOptions, worlds: number) =>
  opening(async (keep) => {
    const env = bindEnv(registries.envs.find(spec.env.id), spec.env.params);
    const reward = keep(buildReward(spec.reward, registries, env, { worlds, goal: env.goal, seed }));
    const capture = captureFor(reward);
    const vector = keep(await open({ envs: registries.envs, env: spec.env, worlds, threads, capture }));
    return { vector, reward, maxSteps: env.maxSteps };
  });

/** A policy as a collector knows it, that takes one step at a time and looks for nothing to learn from. */
function greedy(policy: Policy): Actor {
  const none = new Float32Array(0);
  return {
    stateSize: policy.stateSize,
    latentSize: 0,
    rolloutSteps: 1,
    async act(view) {
      const zeros = new Float32Array(view.rows);
      return { ...(await policy.act(view, "exploit")), latents: none, logProbs: zeros, values: zeros };
    },
    values: async ({ rows }) => new Float32Array(rows),
  };
}
