import { differencesFrom, type Scores, verdict } from "../../../src/ablate/statistics/index.ts";
import { generator, type Rng } from "../../../src/core/index.ts";

/** Scores as runs really have them. */
export const distributions = {
  normal: (rng: Rng) => 0.5 + 0.1 * rng.normal(),
  /** Half of the seeds find the trick. */
  bimodal: (rng: Rng) => (rng.uniform() < 0.5 ? 0.2 : 0.9) + 0.02 * rng.normal(),
  /** One seed in ten fails. */
  "rare failure": (rng: Rng) => (rng.uniform() < 0.1 ? 0.1 : 0.95) + 0.01 * rng.normal(),
  /** Many seeds reach the most that there is. */
  ceiling: (rng: Rng) => Math.min(1, 0.95 + 0.1 * rng.normal()),
} satisfies { readonly [name: string]: (rng: Rng) => number };

export type Distribution = keyof typeof distributions;

export interface Simulation {
  readonly distribution: Distribution;
  readonly seeds: number;
  /** Compared with the base. */
  readonly variants: number;
  readonly tasks?: number;
  readonly trials: number;
}

/** In which share of questions some variant is called better or worse, though all have the same distribution. */
export function falseVerdicts({ distribution, seeds, variants, tasks = 1, trials }: Simulation): number {
  const rng = generator(seeds, "false verdicts", distribution, String(variants), String(tasks));
  const draw = distributions[distribution];
  const scores = (): Scores => Array.from({ length: tasks }, () => Array.from({ length: seeds }, () => draw(rng)));
  let wrong = 0;
  for (let trial = 0; trial < trials; trial++) {
    const others = Object.fromEntries(Array.from({ length: variants }, (_, i) => [`v${i}`, scores()]));
    const differences = Object.values(differencesFrom(scores(), others, { seed: 0 }));
    const answers = differences.map(
      (difference) => verdict(difference, { x: "x", y: "y", measure: "score", range: 1, comparisons: variants }).answer,
    );
    if (answers.includes("better") || answers.includes("worse")) wrong++;
  }
  return wrong / trials;
}
