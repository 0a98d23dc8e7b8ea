import { arraysOf, type Batch, type Metrics, type Rollout, type Space } from "../core/index.ts";
import { bytes, count, doubles, fields, flag, type Kind, listOf, number, recordOf } from "../record/form.ts";
import type { LiveReward } from "../reward/index.ts";
import type { Collector } from "../vector/index.ts";
import type { EpisodeResult, ReturnCounter } from "./returns.ts";
import type { Stopwatch } from "./seconds.ts";

/** A rollout as a learner takes it, and what there is to tell of it. */
export interface Experience {
  readonly rollout: Rollout;
  /** Episodes that ended in it. */
  readonly ended: number;
  /** Those of them that no fault cut off. */
  readonly episodes: readonly EpisodeResult[];
  /** Mean of each term of the reward. */
  readonly terms: Metrics;
  /** What the reward logged while it learned from the rollout. */
  readonly learned: Metrics;
}

/** Rollout after rollout, collected and scored in the order in which they are lived. */
export interface ExperienceSource {
  /**
   * The rollout to learn from now. Its arrays stay as they are until the next call, whatever is lived meanwhile.
   * @param progress share of the budget spent before it, in [0, 1]
   */
  next(watch: Stopwatch, progress: number): Promise<Experience>;
  /** Lives the rollout that `next` will give, before it is asked for. */
  liveAhead(watch: Stopwatch, progress: number): Promise<void>;
  /** The rollout that was lived ahead, or nothing; its arrays are valid until something is lived. */
  save(): Experience | undefined;
  load(ahead: Experience | undefined): void;
}

/** @param overlap whether rollouts are lived ahead */
export function experienceSource(
  collector: Collector,
  reward: LiveReward,
  returns: ReturnCounter,
  overlap: boolean,
): ExperienceSource {
  const hold = holder();
  let ahead: Experience | undefined;

  /**
   * A reward learns from a rollout as soon as it has scored it. The agent learns from the scores, so it makes no
   * difference to it, and rows need not be kept while the next ones are lived ahead.
   */
  async function live(watch: Stopwatch, progress: number): Promise<Experience> {
    const { rollout, rows, finished, seconds } = await collector.collect();
    watch.add("stepping", seconds.stepping);
    watch.add("inference", seconds.inference);
    const { total, terms } = await watch.time("reward", () => reward.evaluate(rows));
    const learned = await watch.time("reward", () => reward.learn(rows, progress));
    return {
      rollout: { ...rollout, rewards: total },
      ended: finished.length,
      episodes: returns.observe(total, finished).filter((_, i) => finished[i].whole),
      terms: Object.fromEntries(Object.entries(terms).map(([term, values]) => [term, mean(values)])),
      learned,
    };
  }

  return {
    async next(watch, progress) {
      const lived = ahead ?? (await live(watch, progress));
      ahead = undefined;
      return overlap ? { ...lived, rollout: hold(lived.rollout) } : lived;
    },
    async liveAhead(watch, progress) {
      ahead = await live(watch, progress);
    },
    save: () => ahead,
    load(saved) {
      ahead = saved;
    },
  };
}

/** Makes what holds a rollout while the next one is written over it: a copy in memory that is used again and again. */
function holder(): (rollout: Rollout) => Rollout {
  let held: Rollout | undefined;
  let places: ReturnType<typeof arraysOf> = [];
  const arraysIn = ({ steps: _, worlds: __, ...columns }: Rollout) => Object.values(columns).flatMap(arraysOf);
  return (rollout) => {
    if (!held) {
      held = structuredClone(rollout);
      places = arraysIn(held);
    } else for (const [i, array] of arraysIn(rollout).entries()) places[i].set(array as never);
    return held;
  };
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

const floats: Kind<Float32Array> = { words: "floats", is: (value) => value instanceof Float32Array };
const batch: Kind<Batch<Space>> = {
  words: "arrays of rows",
  is: (value): value is Batch<Space> => ArrayBuffer.isView(value) || recordOf(batch).is(value),
};

/** An experience as a checkpoint holds it. */
export const experienceForm = {
  rollout: fields({
    steps: count,
    worlds: count,
    observations: batch,
    masks: bytes,
    starts: bytes,
    states: floats,
    actions: batch,
    latents: floats,
    logProbs: floats,
    values: floats,
    nextValues: floats,
    rewards: doubles,
    terminated: bytes,
    truncated: bytes,
  }),
  ended: count,
  episodes: listOf(fields({ return: number, score: number, steps: count, terminated: flag })),
  terms: recordOf(number),
  learned: recordOf(number),
};
