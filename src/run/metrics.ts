import { fail, type Metrics } from "../core/index.ts";
import type { RecentMeans } from "./recent.ts";

/**
 * The metrics of every run, by name. Beside them stand those of its learner, `reward/<term>`, what a reward logs while it
 * learns, `reward/<term>/<metric>`, and the mean of each named reward inside a transform, unweighted, `inner/<path>`. Then
 * `watch/<name>`: what a watched reward would have given an episode, mean of the last 100, so that it compares with
 * `meanReturn`; `yardstick/<name>` likewise, where the env has further yardsticks; and what `GoldWatch` says of the score
 * and each watched reward, and what `Validation` says where a run may stop early.
 */
export const runMetrics = {
  updates: "Updates so far.",
  episodes: "Episodes that have ended so far.",
  meanReturn: "Reward gathered by an episode, mean of the last 100.",
  meanLength: "Steps of an episode, mean of the last 100.",
  meanScore: "Score of an episode in [0, 1], mean of the last 100.",
} as const;

/** Whether a metric counts from the beginning or is a mean over the last episodes: a row then has its newest value. */
export const isCumulative = (name: string): boolean =>
  Object.hasOwn(runMetrics, name) || /^(watch|yardstick|retention|alarm|divergence|validation)\//.test(name);

interface RunSoFar {
  readonly updates: number;
  readonly episodes: number;
  readonly recent: RecentMeans | undefined;
  /** Of `GoldWatch`, and of `Validation` where there is one. */
  readonly gold: Metrics;
}

/**
 * The row of an update; means over episodes are missing until one has ended.
 * @throws `agent/diverged` naming the first of the learner's metrics that is not finite
 */
export function metricsOf(
  { updates, episodes, recent, gold }: RunSoFar,
  { reward, inner }: { readonly reward: Metrics; readonly inner?: Metrics },
  learner: Metrics,
): Metrics {
  for (const [name, value] of Object.entries(learner))
    if (!Number.isFinite(value))
      fail("agent/diverged", { given: `${name} = ${value} in update ${updates}`, expected: "finite numbers" });
  return {
    updates,
    episodes,
    ...(recent && { meanReturn: recent.return, meanLength: recent.steps, meanScore: recent.score }),
    ...prefixed("yardstick", recent?.yardsticks),
    ...prefixed("watch", recent?.watched),
    ...gold,
    ...prefixed("reward", reward),
    ...prefixed("inner", inner),
    ...learner,
  };
}

const prefixed = (prefix: string, metrics: Metrics = {}): Metrics =>
  Object.fromEntries(Object.entries(metrics).map(([name, value]) => [`${prefix}/${name}`, value]));
