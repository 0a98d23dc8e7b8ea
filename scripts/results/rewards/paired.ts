import { rm } from "node:fs/promises";
import { join } from "node:path";
import { bootstrapInterval, interquartileMean } from "../../../src/ablate/statistics/index.ts";
import type { Metrics, NamedRewards, Params, RewardExpression } from "../../../src/core/index.ts";
import type { EarlyStop } from "../../../src/run/index.ts";
import { ofBudget } from "../budget.ts";
import { runScript } from "../child.ts";

/** The same seeds for everything that is compared. */
export const seeds = [1, 2, 3, 4, 5].slice(0, ofBudget(5, 2));

/** One training. What is left out is what suits the env, and one world of every group. */
export interface Lesson {
  readonly env: string;
  readonly envParams?: Params;
  readonly reward: RewardExpression;
  readonly watch?: NamedRewards;
  readonly streams?: NamedRewards;
  /** The agent [`learner/ppo-v1`]. */
  readonly agentId?: string;
  /** Params of the agent over its preset. */
  readonly agent?: Params;
  readonly seed: number;
  readonly steps: number;
  readonly worlds?: number;
  readonly group?: number;
  readonly rolloutBy?: "episodes";
  /** Folder of a kept training whose weights this one begins with. */
  readonly from?: string;
  /** Folder to keep the run in, so that others can begin from it; otherwise it is removed. */
  readonly keep?: string;
  /** Folders of recorded episodes to learn from. */
  readonly demonstrations?: readonly string[];
  readonly earlyStop?: EarlyStop;
  /** Episodes of the evaluation at the end: greedy, of starts that no training has seen. 0: none. */
  readonly episodes?: number;
  /** Whether the evaluation watches other rewards than the training. */
  readonly evaluate?: NamedRewards;
  /** Params of the env of the evaluation over those of the training. */
  readonly evaluateParams?: Params;
  /** The reward of the evaluation, where the training's needs groups [the same]. */
  readonly evaluateReward?: RewardExpression;
}

export interface Point {
  /** Env steps so far. */
  readonly steps: number;
  /** As `metrics.jsonl` has them: `meanScore`, `meanReturn`, `watch/<name>` and so on. */
  readonly metrics: Metrics;
}

/** Means over the episodes of an evaluation. */
export interface Final {
  readonly return: number;
  /** Of the return over episodes. */
  readonly returnVariance: number;
  readonly score: number;
  readonly steps: number;
  readonly watched: Metrics;
  readonly yardsticks: Metrics;
}

export interface Learned {
  readonly curve: readonly Point[];
  /** Absent without `episodes`. */
  readonly final?: Final | undefined;
  /** On all cores. */
  readonly cpuSeconds: number;
}

/** Trains in a process of its own, and evaluates what was learned. */
export const learn = async (lesson: Lesson): Promise<Learned> => (await learnAll([lesson]))[0];

/** Several trainings one after another in one process, which saves its start; one may begin from those kept before it. */
export async function learnAll(lessons: readonly Lesson[]): Promise<readonly Learned[]> {
  for (const { keep } of lessons) if (keep) await rm(keep, { recursive: true, force: true });
  return runScript<Learned[]>(new URL("./learn-once.ts", import.meta.url), [JSON.stringify(lessons)]);
}

/** A folder for runs that others begin from. */
export const keptAt = (...names: readonly (string | number)[]) => join("runs", "rewards", names.join("-"));

/** The values of a metric by steps, from its first one on. */
export const curveOf = ({ curve }: Learned, metric: string): readonly { steps: number; value: number }[] =>
  curve.flatMap(({ steps, metrics }) => (metric in metrics ? [{ steps, value: metrics[metric] }] : []));

/** The interquartile mean over seeds with its 95 % bootstrap interval. */
export const estimateOf = (values: readonly number[]) =>
  bootstrapInterval([values], interquartileMean, { seed: 0, resamples: 5000 });

/** The same in words, for a table. */
export function told(values: readonly number[], digits = 2): string {
  const { value, low, high } = estimateOf(values);
  return `**${value.toFixed(digits)}** [${low.toFixed(digits)}, ${high.toFixed(digits)}]`;
}

/** One number for every seed out of two that belong together, such as their ratio. */
export const pairwise = (x: readonly number[], y: readonly number[], of: (x: number, y: number) => number) =>
  x.map((value, i) => of(value, y[i]));

/** Every value as the mean of the last five. */
export const smoothed = (curve: readonly { readonly steps: number; readonly value: number }[]) =>
  curve.map(({ steps }, i) => {
    const window = curve.slice(Math.max(0, i - 4), i + 1);
    return { steps, value: window.reduce((sum, { value }) => sum + value, 0) / window.length };
  });

/** A metric at the end of training, as the mean of its last five values. */
export function lastSmoothed(learned: Learned, metric: string): number {
  const last = smoothed(curveOf(learned, metric)).at(-1);
  if (!last) throw new Error(`no metric ${metric}`);
  return last.value;
}
