import {
  bindEnv,
  canonical,
  evaluationSeed,
  fail,
  highestSeed,
  type Policy,
  type RewardInputs,
  type RunSpec,
} from "../core/index.ts";
import { type EpisodeRecord, episodeRecorder, versionsHere } from "../record/index.ts";
import { rewardHost } from "../reward/index.ts";
import { type Actor, collector, openVector } from "../vector/index.ts";
import { captureFor } from "./capture-for.ts";
import { episodeRepeats } from "./episode-repeats.ts";
import { faultNotices } from "./fault-notices.ts";
import { type Group, type GroupedEpisode, grouping, groupsOf } from "./group.ts";
import { opening } from "./opening.ts";
import type { Registries } from "./registries.ts";
import { type EpisodeResult, returnCounter } from "./returns.ts";
import { openRewards } from "./reward-set.ts";
import { type Summary, summarize } from "./summary.ts";
import type { LearnedReward } from "./trained.ts";

export interface EvaluateOptions {
  /** Names env, reward and agent; its seed, steps and worlds play no part. */
  readonly spec: RunSpec;
  readonly registries: Registries;
  /** Stays the caller's to close. */
  readonly policy: Policy;
  /**
   * Whether actions are drawn, as in training, instead of the likeliest taken [false]. A policy that does not know where it
   * has been may walk in circles greedily.
   */
  readonly sampled?: boolean;
  /** What the run's reward had learned: used where it is the reward of the evaluation. */
  readonly learned?: LearnedReward;
  readonly episodes: number;
  /** Any, also the run's own: no seed gives an evaluation episodes that a training has seen. */
  readonly seed: number;
  readonly worlds?: number;
  readonly threads?: number;
  /** What opens the worlds, where they live elsewhere. */
  readonly open?: typeof openVector;
  /** How many episodes to record: the first one of each of this many worlds. */
  readonly record?: number;
  /** What episodes are grouped by, as `grouping` reads it. */
  readonly by?: string;
  /** Whether to record observations whole, which demonstrations need [where the reward reads them]. */
  readonly recordObservations?: boolean;
  readonly signal?: AbortSignal;
  /** Now and then, with an episode that is recorded and still goes on: its score and ending say nothing yet. */
  onLiving?(record: EpisodeRecord): Promise<void>;
  /** After every step of all worlds. */
  onProgress?(done: number): void;
  /** What a person should know, in a sentence. */
  onNotice?(notice: string): void;
}

const livingSteps = 512; // between two looks at episodes that go on

export interface Evaluation {
  /** World by world, in the order in which a world lived them. */
  readonly episodes: readonly EpisodeResult[];
  readonly summary: Summary;
  readonly records: readonly EpisodeRecord[];
  /** By rising values of what was asked for as `by`. */
  readonly groups?: readonly Group[];
}

/**
 * Runs a policy for a number of episodes, greedily unless actions are to be drawn, none of which any training has seen. Every world has a quota and
 * lives it to the end, so that short episodes count no more than long ones. An episode that a fault cuts off is repeated
 * from its start. In a world of several seats the episodes that its seats live until it is reset count as one; each of
 * them has a result. The reward learns nothing.
 * @throws `run/invalid`, `vector/failed` where an episode breaks again and again, `env/conformance` where the env's score
 *   is not finite, what its env and reward throw, and the signal's reason when that is aborted
 */
export async function evaluate(options: EvaluateOptions): Promise<Evaluation> {
  const { policy, episodes, record = 0, signal, onProgress } = options;
  checkNumbers(options);
  const seed = evaluationSeed(options.seed);
  const { group = 1, rolloutBy } = options.spec;
  const worlds = Math.ceil(Math.min(episodes, options.worlds ?? 64) / group) * group; // groups are whole
  const open = await openEvaluation(options, worlds, seed);
  try {
    const { vector, reward } = open;
    await vector.reset(seed);
    const recorder = episodeRecorder(vector, {
      watch: Array.from({ length: Math.min(record, worlds) }, (_, world) => world),
      observations: options.recordObservations || readsObservations(reward.inputs),
      origin: {
        seed,
        reward: options.spec.reward,
        watch: options.spec.watch,
        agent: options.spec.agent.id,
        versions: versionsHere(),
      },
    });
    await recorder.start();
    const collecting = collector(
      vector,
      actorOf(policy, rolloutBy === "episodes" ? vector.env.maxSteps : 1, options.sampled),
      reward.inputs,
      { by: rolloutBy, onStep: recorder.observe },
    );
    const returns = returnCounter(vector.rows, Object.keys(options.spec.watch ?? {}));
    const groupValue = options.by === undefined ? () => 0 : grouping(options.by, vector.env);
    const living: GroupedEpisode[][] = Array.from({ length: worlds }, () => []); // of the seats, since the last reset
    const lived: GroupedEpisode[][][] = Array.from({ length: worlds }, () => []);
    const quota = (world: number) => Math.floor(episodes / worlds) + (world < episodes % worlds ? 1 : 0);
    const records: EpisodeRecord[] = [];
    const repeats = episodeRepeats(vector);
    for (let world = 0; world < worlds; world++) await repeats.begin(world);
    let livedSteps = 0;
    for (let done = 0; done < episodes; ) {
      signal?.throwIfAborted();
      const { rows, finished, over } = await collecting.collect();
      const rewards = await reward.evaluate(rows);
      const broken = new Set(over.flatMap(({ world, isBroken }) => (isBroken ? world : [])));
      const isFirst = ({ world }: EpisodeRecord) => !broken.has(world) && lived[world].length === 0;
      records.push(...recorder.rewarded(rewards).filter(isFirst));
      for (const [i, result] of returns.observe(rewards, finished).entries()) {
        const { row, episode } = finished[i];
        living[Math.floor(row / vector.env.seats)].push({ result, value: groupValue(episode) });
      }
      for (const { world, isBroken } of over) {
        const grouped = living[world].splice(0);
        if (lived[world].length === quota(world)) continue; // steps on only because the other worlds do
        if (isBroken) {
          await repeats.repeat(world);
          collecting.restarted(world);
          await recorder.restarted(world);
        } else {
          for (const { result } of grouped) requireFinite(result, vector.env.id);
          lived[world].push(grouped);
          done++;
          if (lived[world].length < quota(world)) await repeats.begin(world);
        }
      }
      onProgress?.(done);
      livedSteps += rows.steps;
      if (!options.onLiving || livedSteps < livingSteps) continue;
      livedSteps = 0;
      for (let world = 0; world < Math.min(record, worlds); world++) {
        const living = lived[world].length === 0 ? recorder.living(world) : undefined;
        if (living) await options.onLiving(living);
      }
    }
    const all = lived.flat(2);
    const results = all.map(({ result }) => result);
    return {
      episodes: results,
      summary: summarize(results, open.maxSteps, vector.env.achievements),
      records,
      ...(options.by !== undefined && { groups: groupsOf(all, open.maxSteps) }),
    };
  } finally {
    await open.close();
  }
}

/** Whether an episode cannot be scored again without its observations. */
const readsObservations = ({ observations, leaves = [] }: RewardInputs): boolean =>
  observations === true || leaves.length > 0;

function checkNumbers({ episodes, seed }: EvaluateOptions): void {
  if (!Number.isInteger(episodes) || episodes < 1)
    fail("run/invalid", { given: `${episodes} episodes`, expected: "a whole number of at least 1" });
  if (!Number.isInteger(seed) || seed < 0 || seed > highestSeed)
    fail("run/invalid", { given: `seed ${seed}`, expected: `a whole number from 0 to ${highestSeed}` });
}

const openEvaluation = (
  { spec, registries, policy, learned, record = 0, threads = 0, open = openVector, onNotice }: EvaluateOptions,
  worlds: number,
  seed: number,
) =>
  opening(async (keep) => {
    const { onFault } = keep(faultNotices(onNotice));
    const env = bindEnv(await registries.envs.find(spec.env.id), spec.env.params);
    const { reward: own, watch } = spec;
    const host = rewardHost(env, { seats: worlds * env.seats, seed });
    const reward = keep(await openRewards({ reward: own, watch }, registries, env, host));
    if (learned && canonical(learned.reward) === canonical(own)) await reward.main.load(learned.state);
    const capture = { ...captureFor(reward, policy), finalPoses: record > 0 };
    const vector = keep(
      await open({ envs: registries.envs, env: spec.env, worlds, group: spec.group, threads, capture, onFault }),
    );
    return { vector, reward, maxSteps: env.maxSteps };
  });

function requireFinite({ score, steps }: EpisodeResult, env: string): void {
  if (!Number.isFinite(score))
    fail("env/conformance", {
      given: `the score ${score} of an episode of ${env} that took ${steps} steps`,
      expected: "a number in [0, 1]",
    });
}

/** A policy as a collector knows it, that looks for nothing to learn from. */
function actorOf(policy: Policy, rolloutSteps: number, sampled = false): Actor {
  return {
    stateSize: policy.stateSize,
    inputs: policy.inputs,
    rolloutSteps,
    act: (view) => policy.act(view, sampled ? "explore" : "exploit"),
  };
}
