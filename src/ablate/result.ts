import type { RunSpec } from "../core/index.ts";
import type { Question } from "./question.ts";

/** One variant of a question on one env, before seeds. */
export interface Variant {
  readonly name: string;
  /** What differs from the base, path to value, for people. */
  readonly changes: { readonly [path: string]: unknown };
}

/** Greedy episodes of a trained run, one entry an episode. */
export interface EvaluatedEpisodes {
  readonly returns: readonly number[];
  readonly scores: readonly number[];
  readonly steps: readonly number[];
  /** What the env's further yardsticks say, by name. */
  readonly yardsticks?: { readonly [name: string]: readonly number[] };
  /** Sums of the watched rewards, by name. */
  readonly watched?: { readonly [name: string]: readonly number[] };
}

/** What came of one run of an ablation; kept as result.json in the run's folder. */
export interface RunResult {
  /** Hash of the run's settled description together with how it is evaluated. */
  readonly identity: string;
  readonly env: string;
  readonly variant: string;
  readonly seed: number;
  readonly spec: RunSpec;
  readonly status: "done" | "failed" | "halved";
  /** Of a failed run: the coded message. */
  readonly cause?: string;
  /** `plain` and one a held-out setting. */
  readonly evaluations: { readonly [set: string]: EvaluatedEpisodes };
  /** At most 200 points: steps, mean return of training's own reward, and mean score, of the last 100 episodes. */
  readonly curve: {
    readonly steps: readonly number[];
    readonly returns: readonly number[];
    readonly scores: readonly number[];
    /** Mean sums of the watched rewards, by name. */
    readonly watched?: { readonly [name: string]: readonly number[] };
  };
  /** Mean of every reward term per step over the last tenth of training. */
  readonly terms: { readonly [term: string]: number };
  /** Steps that were trained. */
  readonly steps: number;
  /** Wall-clock things, apart from the rest because no two runs agree in them. */
  readonly time: { readonly seconds: number; readonly machine: string; readonly finished: string };
  readonly versions: { readonly [name: string]: string };
}

/** Everything a report is made of. */
export interface Ablation {
  readonly name: string;
  readonly question: Question;
  /** The first is the base where the base takes part. */
  readonly variants: readonly Variant[];
  readonly envs: readonly string[];
  readonly seeds: readonly number[];
  /** Sorted by env, variant, seed. */
  readonly runs: readonly RunResult[];
  /** The command that makes it again. */
  readonly command: string;
}
