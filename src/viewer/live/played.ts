import {
  arraysOf,
  batchOf,
  bindEnv,
  type EnvChoice,
  type PackedArray,
  type Poke,
  type Policy,
  type RewardExpression,
  type VectorEnv,
} from "../../core/index.ts";
import type { EpisodeRecord } from "../../record/episode.ts";
import { type EpisodeRecorder, episodeRecorder } from "../../record/episode-recorder.ts";
import { openReward, rewardHost } from "../../reward/index.ts";
import { captureFor } from "../../run/capture-for.ts";
import type { Registries } from "../../run/registries.ts";
import { collector, openVector } from "../../vector/index.ts";

/** What was done in an episode, step by step: enough to live it again. */
export interface Played {
  readonly env: EnvChoice;
  readonly seed: number;
  /** A row a step. */
  readonly actions: readonly PackedArray[];
  readonly pokes: readonly (readonly Poke[])[];
  /** Whether it ended; one that was left is recorded as if its time limit had been there. */
  readonly isOver: boolean;
}

type Given = Pick<Registries, "envs" | "rewards" | "transforms" | "files">;

/**
 * Lives an episode again that somebody has played, and records it whole, with observations to learn from. While it was
 * played nothing had to be kept but actions.
 */
export async function recordPlayed(
  { env: choice, seed, actions, pokes, isOver }: Played,
  {
    registries,
    reward: expression,
    agent,
    versions,
  }: {
    readonly registries: Given;
    readonly reward: RewardExpression;
    readonly agent: string;
    readonly versions: { readonly [name: string]: string };
  },
): Promise<EpisodeRecord> {
  const params = { ...choice.params, ...(!isOver && { maxSteps: actions.length }) };
  const env = bindEnv(await registries.envs.find(choice.id), params);
  const reward = await openReward(expression, registries, env, rewardHost(env, { seats: 1, seed }));
  const capture = { ...captureFor(reward), goals: true, finalPoses: true };
  const vector = await openVector({ envs: registries.envs, env: { id: choice.id, params }, worlds: 1, capture });
  try {
    await vector.reset(seed);
    const origin = { seed, reward: expression, agent, versions };
    const recorder = episodeRecorder(vector, { watch: [0], origin, observations: true });
    const collecting = collector(
      vector,
      { ...repeating({ actions, pokes }, vector, recorder), rolloutSteps: 1 },
      reward.inputs,
    );
    await recorder.start();
    for (;;) {
      const { rows, finished } = await collecting.collect();
      await recorder.observe(finished);
      const [record] = recorder.rewarded(await reward.evaluate(rows));
      if (record) return record;
    }
  } finally {
    await vector.close();
    await reward.close();
  }
}

function repeating(
  { actions, pokes }: Pick<Played, "actions" | "pokes">,
  vector: VectorEnv,
  recorder: EpisodeRecorder,
): Policy {
  const batch = batchOf(vector.env.action, 1);
  const [out] = arraysOf(batch);
  const state = new Float32Array(0);
  let step = 0;
  return {
    stateSize: 0,
    async act() {
      for (const poke of pokes[step] ?? []) {
        await vector.poke!(0, poke);
        recorder.poked(0, poke);
      }
      out.set(actions[Math.min(step++, actions.length - 1)] as never);
      return { actions: batch, state };
    },
  };
}
