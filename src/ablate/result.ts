import type { RunSpec } from "../core/index.ts";
import type { Question } from "./question.ts";

/** One variant of a question on one env, before seeds. */
export interface Variant {
  readonly name: string;
  /** Differences from the base, from path to value, for people. */
  readonly changes: { readonly [path: string]: unknown };
}

/** Episodes of a trained run, one entry for each episode. */
export interface EvaluatedEpisodes {
  readonly returns: readonly number[];
  readonly scores: readonly number[];
  readonly steps: readonly number[];
  /** What the env's further yardsticks say, by name. */
  readonly yardsticks?: { readonly [name: string]: readonly number[] };
  /** Sums of the watched rewards, by name. */
  readonly watched?: { readonly [name: string]: readonly number[] };
}

/** One gold of a run. */
export interface GoldResult {
  /** At the end over the most it was, means of 100 episodes; missing where it was never above 0. */
  readonly retention?: number;
  /** Env steps at which it was best and at which the alarm was seen; missing without an alarm. */
  readonly divergence?: number;
  readonly alarm?: number;
}

/** The result of one run of an ablation; `result.json` in the run's folder. */
export interface RunResult {
  /** Hash of the run's settled description and of its evaluation. */
  readonly identity: string;
  readonly env: string;
  readonly variant: string;
  readonly seed: number;
  readonly spec: RunSpec;
  readonly status: "done" | "failed" | "halved";
  /** The coded message of a failed run. */
  readonly cause?: string;
  /** `plain`, and one for each held-out setting. */
  readonly evaluations: { readonly [set: string]: EvaluatedEpisodes };
  /** At most 200 points: steps, mean return of training's own reward, and mean score, of the last 100 episodes. */
  readonly curve: {
    readonly steps: readonly number[];
    readonly returns: readonly number[];
    readonly scores: readonly number[];
    /** Mean sums of the watched rewards, by name. */
    readonly watched?: { readonly [name: string]: readonly number[] };
  };
  /** What became of the score and each watched reward beside the return, by name; nothing in runs of few episodes. */
  readonly gold?: { readonly [name: string]: GoldResult };
  /** Mean of every reward term per step over the last tenth of training. */
  readonly terms: { readonly [term: string]: number };
  /** Steps trained. */
  readonly steps: number;
  /** Wall-clock times, apart from the rest because they differ between equal runs. */
  readonly time: { readonly seconds: number; readonly machine: string; readonly finished: string };
  readonly versions: { readonly [name: string]: string };
}

/** Everything that goes into a report. */
export interface Ablation {
  readonly name: string;
  readonly question: Question;
  /** The first is the base, if the base takes part. */
  readonly variants: readonly Variant[];
  readonly envs: readonly string[];
  readonly seeds: readonly number[];
  /** Sorted by env, variant, seed. */
  readonly runs: readonly RunResult[];
  /** The command that repeats it. */
  readonly command: string;
}
