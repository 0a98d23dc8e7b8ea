import type { Told } from "../../report/numbers.ts";
import type { Ablation } from "../result.ts";
import {
  bootstrapInterval,
  differencesFrom,
  type Estimate,
  fewestRuns,
  improvementInterval,
  interquartileMean,
  type Scores,
  type Statistic,
  type Verdict,
  verdict,
} from "../statistics/index.ts";
import { finished, type Measure } from "./measure.ts";

/** The seed of all resampling in a report, so that equal results give equal bytes. */
export const bootstrapSeed = 0;

/** All variants side by side, on one env or over several. */
export interface Comparison {
  readonly envs: readonly string[];
  readonly measure: Measure["name"];
  readonly confidence: number;
  /** The variants that finished a run on every env, in the question's order. */
  readonly rows: readonly Row[];
  /** Seeds shared by all rows that have a difference, by env. */
  readonly pairedSeeds: readonly (readonly number[])[];
}

export interface Row {
  readonly variant: string;
  /** `[envs][runs]` */
  readonly scores: Scores;
  readonly level: Told;
  /** Difference from the reference, if enough seeds are shared with it. */
  readonly difference: Difference | undefined;
}

export interface Difference {
  readonly effect: Told;
  readonly verdict: Verdict;
  /** Probability that a run of this beats one of the reference; absent with too few seeds for a verdict. */
  readonly improvement: Told | undefined;
}

/** Context shared by all rows of a comparison. */
export interface Comparing {
  readonly ablation: Ablation;
  readonly measure: Measure;
  readonly confidence: number;
}

/** Compares every variant with `reference`, on the mean of the middle half of runs. */
export function compare(comparing: Comparing, envs: readonly string[], reference: string): Comparison {
  const { ablation, measure, confidence } = comparing;
  const runs = new Map(
    ablation.variants.map(({ name }) => [
      name,
      envs.map((env) => new Map(finished(ablation, env, name).map((run) => [run.seed, measure.of(run)]))),
    ]),
  );
  const present = [...runs].filter(([, perEnv]) => perEnv.every(({ size }) => size > 0));
  const pairable = pairableWith(runs.get(reference) ?? [], present);
  const pairedSeeds = envs.map((_, i) =>
    ablation.seeds.filter((seed) => pairable.every(([, perEnv]) => perEnv[i].has(seed))),
  );
  const paired = (perEnv: readonly ReadonlyMap<number, number>[]): Scores =>
    perEnv.map((bySeed, i) => pairedSeeds[i].map((seed) => bySeed.get(seed)!));
  const canPair = pairable.length > 1 && pairedSeeds.every(({ length }) => length > 1);
  const pairs = new Map(canPair ? pairable.map(([name, perEnv]) => [name, paired(perEnv)]) : []);
  const differences = differencesOf(comparing, pairs, reference);
  return {
    envs,
    measure: measure.name,
    confidence,
    pairedSeeds: canPair ? pairedSeeds : envs.map(() => []),
    rows: present.map(([variant, perEnv]) => {
      const scores = perEnv.map((bySeed) => [...bySeed.values()]);
      const level = estimate(scores, interquartileMean, confidence);
      return { variant, scores, level, difference: differences.get(variant) };
    }),
  };
}

type Runs = readonly [variant: string, perEnv: readonly ReadonlyMap<number, number>[]];

/** The reference and all with at least half of its seeds, so that a variant that mostly failed does not hurt the rest. */
const pairableWith = (reference: Runs[1], present: readonly Runs[]): readonly Runs[] =>
  present.filter(([, perEnv]) => perEnv.every(({ size }, i) => size > 1 && 2 * size >= reference[i].size));

function differencesOf(
  { measure, confidence }: Comparing,
  pairs: ReadonlyMap<string, Scores>,
  reference: string,
): ReadonlyMap<string, Difference> {
  const base = pairs.get(reference);
  if (!base) return new Map();
  const others = Object.fromEntries([...pairs].filter(([name]) => name !== reference));
  const effects = differencesFrom(base, others, { seed: bootstrapSeed, confidence });
  const comparisons = Object.keys(others).length;
  const common = { y: reference, measure: measure.name, range: measure.range, confidence, comparisons };
  return new Map(
    Object.entries(effects).map(([name, effect]) => [
      name,
      {
        effect: { value: effect.value, ...effect.interval },
        verdict: verdict(effect, { x: name, ...common }),
        improvement:
          effect.interval && withSpread(improvementInterval(others[name], base, { seed: bootstrapSeed, confidence })),
      },
    ]),
  );
}

/** A statistic, with its interval if there are enough runs. */
export function estimate(scores: Scores, statistic: Statistic, confidence: number): Told {
  const fewest = fewestRuns(confidence, scores.length);
  if (scores.some(({ length }) => length < fewest)) return { value: statistic(scores) };
  return withSpread(bootstrapInterval(scores, statistic, { seed: bootstrapSeed, confidence, expanded: true }));
}

/** Drops the interval of runs that are all equal: their resamples are equal too and say nothing about other runs. */
const withSpread = ({ value, low, high }: Estimate): Told => (low === high ? { value } : { value, low, high });
