import type { Batch, Columns, MeasuredNames, Metrics, PackedArray, Rollout, Space } from "../core/index.ts";
import { bytes, count, doubles, fields, flag, type Kind, listOf, number, optional, recordOf } from "../record/form.ts";
import type { Collector } from "../vector/index.ts";
import type { HindsightSource } from "./hindsight.ts";
import type { EpisodeResult, ReturnCounter } from "./returns.ts";
import type { RewardSet } from "./reward-set.ts";
import type { Stopwatch } from "./seconds.ts";

/** A rollout for the learner, and statistics about it. */
export interface Experience {
  readonly rollout: Rollout;
  /** Steps of worlds that it holds. */
  readonly worldSteps: number;
  /** Episodes that ended in it. */
  readonly ended: number;
  /** Those that no fault cut off. */
  readonly episodes: readonly EpisodeResult[];
  /** Mean of each term of the reward. */
  readonly terms: Metrics;
  /** Mean of each reward inside its transforms. */
  readonly inner: Metrics;
  /** What the reward logged while it learned from the rollout. */
  readonly learned: Metrics;
}

/** The time of a rollout within the run. */
export interface Moment {
  /** Share of the budget spent before it, in [0, 1]. */
  readonly progress: number;
  /** Updates that the policy has adopted. */
  readonly version: number;
}

/** Rollouts, collected and scored in order. */
export interface ExperienceSource {
  /** The rollout to learn from now. Its arrays stay unchanged until the next call, even if more is collected meanwhile. */
  next(watch: Stopwatch, when: Moment): Promise<Experience>;
  /** Collects the rollout that `next` will return. */
  liveAhead(watch: Stopwatch, when: Moment): Promise<void>;
  /** The rollout that was collected ahead, if any; its arrays are valid until more is collected. */
  save(): Experience | undefined;
  load(ahead: Experience | undefined): void;
}

/**
 * @param overlap whether rollouts are collected ahead
 * @param asked what the learner asks for besides
 */
export function experienceSource(
  collector: Collector,
  reward: RewardSet,
  returns: ReturnCounter,
  overlap: boolean,
  asked: { readonly hindsight?: HindsightSource; readonly features?: MeasuredNames } = {},
): ExperienceSource {
  const { hindsight, features } = asked;
  const hold = holder();
  let ahead: Experience | undefined;

  /**
   * A reward learns from a rollout as soon as it has scored it. The agent learns from the scores, so it makes no
   * difference to it, and rows need not be kept while the next ones are lived ahead.
   */
  async function live(watch: Stopwatch, { progress, version }: Moment): Promise<Experience> {
    const { rollout, rows, finished, worldSteps, seconds } = await collector.collect();
    watch.add("stepping", seconds.stepping);
    watch.add("inference", seconds.inference);
    const { total, terms, inner, streams, watched } = await watch.time("reward", () => reward.evaluate(rows));
    const learned = await watch.time("reward", () => reward.learn(rows, progress));
    const held = features && {
      features: { after: named(rows.features, features.after), before: named(rows.before.features, features.before) },
    };
    const retold = hindsight && (await watch.time("reward", () => hindsight.retell(rows, version)));
    return {
      rollout: { ...rollout, rewards: total, terms, streams, version, ...(retold && { hindsight: retold }), ...held },
      worldSteps,
      ended: finished.length,
      episodes: returns.observe({ total, watched }, finished).filter((_, i) => finished[i].whole),
      terms: means(terms, rollout.present),
      inner: means(inner, rollout.present),
      learned,
    };
  }

  return {
    async next(watch, when) {
      const lived = ahead ?? (await live(watch, when));
      ahead = undefined;
      return overlap ? { ...lived, rollout: hold(lived.rollout) } : lived;
    },
    async liveAhead(watch, when) {
      ahead = await live(watch, when);
    },
    save: () => ahead,
    load(saved) {
      ahead = saved;
    },
  };
}

/** Returns a function that copies a rollout into a reused buffer, so that the next one can be collected. */
function holder(): (rollout: Rollout) => Rollout {
  let held: unknown;
  return (rollout) => {
    held = copied(rollout, held);
    return held as Rollout;
  };
}

/** A deep copy that reuses the arrays of an earlier copy if they fit. */
function copied(value: unknown, into: unknown): unknown {
  if (ArrayBuffer.isView(value)) {
    const [from, to] = [value as Float64Array, into as Float64Array | undefined];
    if (to?.length !== from.length) return from.slice();
    to.set(from);
    return to;
  }
  if (typeof value !== "object" || value === null) return value;
  const before = (into ?? {}) as { readonly [key: string]: unknown };
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copied(inner, before[key])]));
}

const named = (columns: Columns, names: readonly string[]): Columns =>
  Object.fromEntries(names.map((name) => [name, columns[name]]));

const means = (columns: Columns, present: Uint8Array): Metrics =>
  Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, mean(values, present)]));

/** Over the rows that somebody lived; the others are 0. */
function mean(values: Float64Array, present: Uint8Array): number {
  let [sum, rows] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    sum += values[i];
    rows += present[i];
  }
  return sum / Math.max(1, rows);
}

const floats: Kind<Float32Array> = { words: "floats", is: (value) => value instanceof Float32Array };
const whole: Kind<Int32Array> = { words: "whole numbers", is: (value) => value instanceof Int32Array };
const arrays: Kind<PackedArray> = {
  words: "arrays",
  is: (value): value is PackedArray => ArrayBuffer.isView(value) && !(value instanceof DataView),
};
const batch: Kind<Batch<Space>> = {
  words: "arrays of rows",
  is: (value): value is Batch<Space> => ArrayBuffer.isView(value) || recordOf(batch).is(value),
};

/** An experience as a checkpoint holds it. */
export const experienceForm = {
  rollout: fields({
    steps: count,
    seats: count,
    present: bytes,
    groups: whole,
    observations: batch,
    masks: bytes,
    starts: bytes,
    states: floats,
    notes: recordOf(floats),
    actions: batch,
    rewards: doubles,
    terms: recordOf(doubles),
    streams: recordOf(doubles),
    terminated: bytes,
    truncated: bytes,
    endings: fields({ rows: whole, observations: batch, notes: recordOf(floats) }),
    features: optional(fields({ after: recordOf(doubles), before: recordOf(doubles) })),
    hindsight: optional(
      fields({
        ...{ rows: count, source: whole, before: listOf(arrays), after: listOf(arrays) },
        ...{ rewards: doubles, terminated: bytes },
      }),
    ),
    version: count,
  }),
  worldSteps: count,
  ended: count,
  episodes: listOf(
    fields({
      return: number,
      score: number,
      steps: count,
      terminated: flag,
      yardsticks: recordOf(number),
      watched: recordOf(number),
    }),
  ),
  terms: recordOf(number),
  inner: recordOf(number),
  learned: recordOf(number),
};
