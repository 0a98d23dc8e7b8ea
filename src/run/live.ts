import {
  type BlobStore,
  bindEnv,
  type Fault,
  fail,
  isLearner,
  type Learner,
  type RunSpec,
  type VectorEnv,
} from "../core/index.ts";
import { givenFiles, openRelabeller, rewardHost, unionOf } from "../reward/index.ts";
import { type Collector, collector, openVector } from "../vector/index.ts";
import { captureFor } from "./capture-for.ts";
import { type ExperienceSource, experienceSource } from "./experience.ts";
import { type GoldWatch, goldWatch } from "./gold.ts";
import { hindsightSource } from "./hindsight.ts";
import { opening } from "./opening.ts";
import { type Origins, originsFor } from "./origins.ts";
import { openPolicy } from "./policy.ts";
import { type RecentEpisodes, recentEpisodes } from "./recent.ts";
import type { Registries } from "./registries.ts";
import { rescoring } from "./rescoring.ts";
import { type ReturnCounter, returnCounter } from "./returns.ts";
import { openRewards, type RewardSet } from "./reward-set.ts";
import type { SavedLive } from "./saved.ts";
import { takersOf } from "./takers.ts";
import { type EarlyStop, type Validation, validation } from "./validation.ts";

/** The parts of a run in training that own memory, threads or sessions until closed. */
export interface LiveRun {
  readonly vector: VectorEnv;
  readonly reward: RewardSet;
  readonly learner: Learner;
  readonly collector: Collector;
  readonly returns: ReturnCounter;
  readonly experience: ExperienceSource;
  readonly recent: RecentEpisodes;
  readonly gold: GoldWatch;
  /** Where the run may stop early. */
  readonly validation: Validation | undefined;
  close(): Promise<void>;
}

export interface OpenLiveOptions {
  readonly threads?: number;
  /** Opens the worlds; by default in this process. */
  readonly open?: typeof openVector;
  /** Storage for large data of rewards and agent. */
  readonly blobs?: BlobStore;
  /** What the description says that the run begins from. */
  readonly origins?: Origins;
  readonly earlyStop?: EarlyStop;
  onFault?(fault: Fault): void;
  /** What a person should know, in a sentence. */
  onNotice?(notice: string): void;
}

/**
 * Opens a run's env, reward and agent. All mistakes in the description are found here, before anything is written.
 * @param spec settled
 * @throws `registry/unknown`, `params/invalid`, `reward/input`, `agent/unsupported`, `device/unavailable`
 */
export async function openLive(
  spec: RunSpec,
  given: Registries,
  { threads = 0, open = openVector, blobs, origins = new Map(), earlyStop, onFault, onNotice }: OpenLiveOptions,
): Promise<LiveRun> {
  const registries = { ...given, files: givenFiles(origins, given.files) };
  return opening(async (keep) => {
    const env = bindEnv(await registries.envs.find(spec.env.id), spec.env.params);
    const shown = originsFor(spec, await takersOf(spec, registries), env, origins);
    const host = rewardHost(env, {
      seats: spec.worlds * env.seats,
      seed: spec.seed,
      device: spec.device,
      blobs,
      overlap: spec.overlap,
      notice: onNotice && once(onNotice),
      ...shown.rewards,
    });
    const reward = keep(await openRewards(spec, registries, env, host));
    const rescore = keep(rescoring(spec.reward, registries, env, host, reward.main));
    const learner = keep(
      await openPolicy(spec, registries, env, { overlap: spec.overlap, blobs, rescore, ...shown.agent }),
    );
    if (!isLearner(learner))
      return fail("agent/unsupported", {
        given: `${spec.agent.id}, which decides but does not learn`,
        expected: "an agent that learns",
        fix: `\`rewardgym eval --env ${spec.env.id} --agent ${spec.agent.id}\` shows how well it does.`,
      });
    const vector = keep(
      await open({
        envs: registries.envs,
        env: spec.env,
        worlds: spec.worlds,
        group: spec.group,
        threads,
        companions: spec.overlap ? 1 : 0,
        capture: captureFor(reward, learner),
        onFault,
      }),
    );
    const { hindsight: copies = 0 } = learner;
    const hindsight =
      copies > 0
        ? keep(
            hindsightSource(await openRelabeller(spec.reward, registries, env, host), reward.main, copies, spec.seed),
          )
        : undefined;
    const { features: wanted = { after: [], before: [] } } = learner;
    const inputs = unionOf(
      [
        { path: "reward", inputs: reward.inputs },
        { path: "hindsight", inputs: hindsight?.inputs ?? {} },
        { path: "agent", inputs: { features: wanted.after, before: wanted.before.length > 0 } },
      ],
      env,
    );
    const collecting = collector(vector, learner, inputs, { by: spec.rolloutBy });
    const watched = Object.keys(spec.watch ?? {});
    const returns = returnCounter(vector.rows, watched);
    const experience = experienceSource(collecting, reward, returns, spec.overlap ?? false, {
      hindsight,
      features: learner.features,
    });
    return {
      vector,
      reward,
      learner,
      collector: collecting,
      returns,
      experience,
      recent: recentEpisodes({ watched, yardsticks: Object.keys(env.yardsticks) }),
      gold: goldWatch(watched),
      validation: earlyStop && validation(earlyStop, { spec, registries, learner, reward }),
    };
  });
}

/** Passes on each sentence the first time. */
function once(tell: (sentence: string) => void): (sentence: string) => void {
  const told = new Set<string>();
  return (sentence) => {
    if (told.has(sentence)) return;
    told.add(sentence);
    tell(sentence);
  };
}

/** The whole state of a run between two updates; with `overlap` the rollout that was collected ahead is part of it. */
export async function saveLive(live: LiveRun): Promise<SavedLive> {
  const { vector, reward, learner, collector, returns, experience, recent, gold, validation } = live;
  return {
    worlds: vector.savable ? await saveWorlds(vector) : undefined,
    reward: await reward.save(),
    rewardSeats: reward.saveSeats(),
    learner: await learner.save(),
    collector: collector.save(),
    returns: returns.save(),
    recent: recent.save(),
    gold: gold.save(),
    ahead: experience.save() as SavedLive["ahead"], // hindsight may be left out
    validation: validation?.save(),
  };
}

async function saveWorlds(vector: VectorEnv): Promise<Uint8Array[]> {
  const worlds: Uint8Array[] = [];
  for (let world = 0; world < vector.worlds; world++) worlds.push(await vector.save(world));
  return worlds;
}

/** The worlds in a checkpoint. @throws `vector/unsavable` where the run's worlds could not be saved */
export const savedWorlds = ({ worlds }: SavedLive): readonly Uint8Array[] =>
  worlds ??
  fail("vector/unsavable", {
    given: "a run whose worlds live where they cannot be saved",
    expected: "one whose checkpoints hold its worlds: this one cannot be resumed",
    fix: "Train a new run, in another folder. `rewardgym eval` still evaluates what this one has learned.",
  });

/** @throws `vector/unsavable` before anything has changed */
export async function loadLive(live: LiveRun, saved: SavedLive): Promise<void> {
  for (const [world, bytes] of savedWorlds(saved).entries()) await live.vector.load(world, bytes);
  await live.reward.load(saved.reward);
  live.reward.loadSeats(saved.rewardSeats);
  await live.learner.load(saved.learner);
  live.collector.load(saved.collector);
  live.returns.load(saved.returns);
  live.recent.load(saved.recent);
  live.gold.load(saved.gold);
  live.experience.load(saved.ahead);
  live.validation?.load(saved.validation);
}
