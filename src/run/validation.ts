import { fail, type Learner, type Metrics, type RunSpec } from "../core/index.ts";
import { passed } from "./cadence.ts";
import { evaluate } from "./evaluate.ts";
import type { Registries } from "./registries.ts";
import { mainKnowledge, type RewardSet } from "./reward-set.ts";
import type { SavedValidation } from "./saved.ts";

/** When a run is validated and stops early. */
export interface EarlyStop {
  /** The run stops after this many validations in a row without a better return. */
  readonly patience: number;
  /** Env steps between validations; each comes with the first update after a multiple of this. */
  readonly every: number;
  /** Episodes of a validation [20]. */
  readonly episodes?: number;
}

/** Keeps what was best for a run that would go on to get worse. */
export interface Validation {
  /** Validates where it is time to, after an update at `steps`, of which the update took `taken`. */
  after(steps: number, taken: number): Promise<void>;
  /** Whether patience is at an end. */
  isOver(): boolean;
  /** Makes the learner what it was at the best validation, from where a run that goes on has all its patience again. */
  restore(): Promise<void>;
  /** `validation/return`, `validation/best` and `validation/steps`, which say when it was best; empty before the first. */
  metrics(): Metrics;
  save(): SavedValidation;
  load(saved: SavedValidation): void;
}

interface Validated {
  readonly spec: RunSpec;
  readonly registries: Registries;
  readonly learner: Learner;
  readonly reward: RewardSet;
}

/**
 * Plays greedy episodes that the training never sees, and keeps the learner with the best mean return of the run's own
 * reward (early stopping, as for rewards that are mixed: Miao et al. 2024, arXiv 2407.12164). Nothing else of the run changes.
 * @throws `run/invalid`
 */
export function validation(
  { patience, every, episodes = 20 }: EarlyStop,
  { spec, registries, learner, reward }: Validated,
): Validation {
  for (const [name, value] of Object.entries({ patience, every, episodes }))
    if (!Number.isSafeInteger(value) || value < 1)
      fail("run/invalid", { given: `${name} = ${value} of an early stop`, expected: "a whole number from 1" });
  let found: SavedValidation;
  return {
    async after(steps, taken) {
      if (!passed(every, steps, taken)) return;
      const { summary } = await evaluate({
        spec,
        registries,
        policy: learner,
        learned: { reward: spec.reward, state: mainKnowledge(await reward.save()) },
        episodes,
        seed: spec.seed,
      });
      const latest = summary.return.mean;
      if (found && latest <= found.best) found = { ...found, latest, since: found.since + 1 };
      else found = { latest, best: latest, bestSteps: steps, since: 0, learner: await learner.save() };
    },
    isOver: () => found !== undefined && found.since >= patience,
    async restore() {
      if (!found) return;
      await learner.load(found.learner);
      found = { ...found, since: 0 };
    },
    metrics: (): Metrics =>
      found
        ? { "validation/return": found.latest, "validation/best": found.best, "validation/steps": found.bestSteps }
        : {},
    save: () => found,
    load(saved) {
      found = saved;
    },
  };
}
