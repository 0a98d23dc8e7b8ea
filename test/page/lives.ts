/** What the test lets a page and Node do alike; it runs in both. */
import { agents, openExported } from "../../agents/index.ts";
import { envs } from "../../envs/index.ts";
import { rewards, transforms } from "../../rewards/index.ts";
import { openSession } from "../../src/autodiff/index.ts";
import {
  arraysOf,
  bindEnv,
  collector,
  type EnvChoice,
  episodeRecorder,
  type FileSource,
  generator,
  isLearner,
  openReward,
  openScored,
  openVector,
  packEpisode,
  parseEpisode,
  type RewardExpression,
  recordedRows,
  replay,
  rewardHost,
  sample,
  write,
} from "../../src/page.ts";

export { digestOfResults } from "../core/elementary-results.ts";

const registries = { envs, rewards, transforms, agents };

export interface Life {
  readonly env: EnvChoice;
  readonly reward: RewardExpression;
  readonly seed: number;
}

/** One episode, lived by a `policy.onnx`, scored and recorded: the bytes of its file. */
export async function recordEpisode({ env: choice, reward: expression, seed }: Life, model: Uint8Array) {
  const env = bindEnv(await envs.find(choice.id), choice.params);
  const policy = await openExported(model, env);
  const reward = await openReward(expression, registries, env, rewardHost(env, { seats: 1, seed }));
  const vector = await openVector({ envs, env: choice, worlds: 1 });
  try {
    await vector.reset(seed);
    const collecting = collector(vector, { ...policy, rolloutSteps: 1 }, reward.inputs);
    const origin = { seed, reward: expression, agent: "test/exported-v1", versions: {} };
    const recorder = episodeRecorder(vector, { watch: [0], origin });
    await recorder.start();
    for (;;) {
      const { rows, finished } = await collecting.collect();
      await recorder.observe(finished);
      const [record] = recorder.rewarded(await reward.evaluate(rows));
      if (record) return packEpisode(record);
    }
  } finally {
    await vector.close();
    await reward.close();
    await policy.close?.();
  }
}

/** Simulates an episode again and compares every bit; then scores it by another reward. */
export async function replayEpisode(episode: Uint8Array, expression: RewardExpression) {
  const record = parseEpisode(episode);
  const vector = await openVector({ envs, env: record.env, worlds: 1 });
  try {
    await replay(record, vector);
  } finally {
    await vector.close();
  }
  const env = bindEnv(await envs.find(record.env.id), record.env.params);
  const live = await openReward(expression, registries, env, rewardHost(env, { seats: 1, seed: 0 }));
  const { total } = await live.evaluate(recordedRows(record, env, live.inputs));
  return { steps: record.steps, rewards: [...total] };
}

/**
 * Rewards, scores and features of worlds that take random actions.
 * @param file of the reward, where it takes one
 */
export async function scoreSteps({ env, reward, seed }: Life, steps: number, file?: Uint8Array) {
  const files: FileSource = { get: async (name) => ({ bytes: file!, place: name }) };
  const worlds = await openScored({ registries: { ...registries, files }, env, reward, worlds: 3 });
  const { vector } = worlds;
  try {
    await worlds.reset(seed);
    const rng = generator(seed, "actions");
    const seen: number[][] = [];
    for (let step = 0; step < steps; step++) {
      for (let row = 0; row < vector.worlds; row++)
        write(vector.env.action, vector.actions, sample(vector.env.action, rng), row);
      await worlds.step();
      const features = Object.values(vector.features).map((column) => [...column]);
      seen.push([...worlds.rewards, ...worlds.ended.scores, ...features.flat()]);
    }
    return seen;
  } finally {
    await worlds.close();
  }
}

/** A rollout that PPO, new and untrained, lives in the page, and what it learns from it. */
export async function learnOnce({ env: choice, reward: expression, seed }: Life) {
  const env = bindEnv(await envs.find(choice.id), choice.params);
  const { observation, action, maskSize } = env;
  const ppo = await agents.find("learner/ppo-v1");
  const params = { ...ppo.params, rolloutSteps: 32, minibatch: 32, epochs: 2 };
  const host = { env: env.id, observation, action, maskSize, seats: 2, seed, device: "cpu" } as const;
  const learner = await ppo.create(params as never, host);
  if (!isLearner(learner)) throw new Error("PPO learns");
  const reward = await openReward(expression, registries, env, rewardHost(env, { seats: 2, seed }));
  const vector = await openVector({ envs, env: choice, worlds: 2 });
  try {
    await vector.reset(seed);
    const { rollout, rows } = await collector(vector, learner, reward.inputs).collect();
    const { total, terms } = await reward.evaluate(rows);
    const update = await learner.learn({ ...rollout, rewards: total, terms, streams: {}, version: 0 }, 0);
    update.adopt();
    return { actions: arraysOf(rollout.actions).map((array) => [...array]), metrics: update.metrics };
  } finally {
    await vector.close();
    await reward.close();
    await learner.close?.();
  }
}

/** The codes of what a page cannot do. */
export async function refusals({ env }: Life) {
  const code = (attempt: Promise<unknown>) =>
    attempt.then(
      () => "none",
      (thrown: { readonly code: string }) => thrown.code,
    );
  return {
    threads: await code(openVector({ envs, env, worlds: 2, threads: 2 })),
    aside: await code(openSession(new Uint8Array(0), { aside: true })),
  };
}
