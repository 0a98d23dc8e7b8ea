import {
  type AgentHost,
  arraysOf,
  fail,
  generator,
  type Leaf,
  leavesOf,
  listing,
  type Rollout,
} from "../../src/core/index.ts";
import { eachPiece } from "./pieces.ts";
import type { Settings } from "./settings.ts";

/** Lengths that the rule `random` draws from [steps] (MA-RLHF, Chai et al. 2024, arXiv 2410.02743). */
const lengths = [1, 2, 3, 5, 10] as const;

/** Whether every step is a macro action of its own: plain PPO. */
export const areSingle = ({ macro, macroSteps }: Pick<Settings, "macro" | "macroSteps">) =>
  macro === "steps" && macroSteps === 1;

/** Groups the steps of rollouts into macro actions, which are given credit as one. Only the learner knows of them. */
export interface MacroActions {
  /** Whether `begins` wants the entropy of the policy in every row. */
  readonly byEntropy: boolean;
  /**
   * `[rows]`: 1 where a macro action begins. None reaches beyond its episode or the rollout: what an action has left at the
   * rollout's end is a new one in the next. The last step of an episode is one of its own, so that what is paid at the
   * end is not spread, except where the whole episode is one.
   */
  begins(rollout: Rollout, entropies?: Float32Array): Uint8Array;
  save(): Float64Array;
  load(state: Float64Array): void;
}

export function macroActions(
  { macro, macroSteps, macroLeaf }: Settings,
  { seed, observation }: AgentHost,
): MacroActions {
  const rng = generator(seed, "ppo", "macros");
  const leaf = macro === "change" ? leafAt(leavesOf(observation), macroLeaf) : -1;
  const changes = ({ observations, seats }: Rollout, row: number): boolean => {
    const array = arraysOf(observations)[leaf];
    const { size } = leavesOf(observation)[leaf];
    for (let i = 0; i < size; i++) if (array[row * size + i] !== array[(row - seats) * size + i]) return true;
    return false;
  };
  return {
    byEntropy: macro === "entropy",
    begins(rollout, entropies) {
      const { seats, steps } = rollout;
      const begins = new Uint8Array(steps * seats).fill(1);
      const lengthOf = () => (macro === "random" ? lengths[rng.integer(lengths.length)] : macroSteps);
      const isNew = (row: number, length: number, lasted: number): boolean => {
        if (macro === "entropy") return entropies![row] > entropies![row - seats];
        if (macro === "change") return changes(rollout, row);
        return macro !== "episode" && lasted >= length;
      };
      eachPiece(rollout, (seat, from, to, ended) => {
        let [length, lasted] = [lengthOf(), 1];
        for (let step = from + 1; step < to; step++, lasted++) {
          const row = step * seats + seat;
          const isLast = ended && step === to - 1 && macro !== "episode";
          begins[row] = isLast || isNew(row, length, lasted) ? 1 : 0;
          if (begins[row]) [length, lasted] = [lengthOf(), 0];
        }
      });
      return begins;
    },
    save: () => rng.save(),
    load: (state) => rng.load(state),
  };
}

const leafAt = (leaves: readonly Leaf[], path: string) => leaves.findIndex((leaf) => leaf.path === path);

/** @throws `params/invalid` for macro actions that cannot be told apart */
export function validateMacros({ macro, macroSteps, macroLeaf }: Settings, { observation, action }: AgentHost): void {
  const wrong = (given: string, expected: string) =>
    fail("params/invalid", { given: `${given} for learner/ppo-v1`, expected });
  if (macro !== "steps" && macroSteps !== 1)
    wrong(`macroSteps = ${macroSteps} with macro = ${macro}`, "macroSteps only where macro is steps");
  const leaves = leavesOf(observation);
  if (macro === "change" && leafAt(leaves, macroLeaf) < 0)
    wrong(
      `macroLeaf = ${JSON.stringify(macroLeaf)}`,
      `a leaf of the observation: ${listing(
        leaves.map(({ path }) => path),
        40,
      )}`,
    );
  if (macro !== "change" && macroLeaf !== "")
    wrong(`macroLeaf = ${JSON.stringify(macroLeaf)} with macro = ${macro}`, "macroLeaf only where macro is change");
  if (macro === "entropy" && leavesOf(action).every(({ space }) => space.type === "box"))
    wrong(
      "macro = entropy for an action of numbers alone",
      "choices among the actions: the entropy of numbers is the same everywhere",
    );
}
