import type { RewardExpression } from "../../../src/core/index.ts";
import { ofBudget } from "../budget.ts";
import { piecewise } from "../piecewise.ts";
import { type Section, table } from "../report.ts";
import { curveOf, learnAll, pairwise, seeds, told } from "./paired.ts";

const env = "results/errand-v1";
const steps = ofBudget(98_304, 16_384);
/** Cells of the corridor: one that PPO learns on every seed, and one that is too long for it. */
const corridors = [8, 12];
const lengths = { sparse: [1, 3, 5, 10, 30, 100, 400], dense: [1, 3, 5, 10] } as const;
/** Steps of an episode, mean of the last 100, from which on an errand counts as learned: some five times the shortest way. */
const learned = 100;
const agent = {
  rolloutSteps: 128,
  minibatch: 1024,
  learningRate: 1e-3,
  finalLearningRate: 1,
  gamma: 0.995,
  hidden: [32],
  entropyWeight: 0.01,
};

const sparse: RewardExpression = "sparse/success-v1";
const dense: RewardExpression = {
  sum: { done: sparse, way: { use: "shaped/gain-v1", params: { feature: "progress" } } },
};
const rewards = { sparse, dense } as const;

interface Trained {
  readonly corridor: number;
  readonly reward: keyof typeof rewards;
  readonly length: number;
  readonly seed: number;
  /** Steps of an episode by env steps, mean of the last 100 episodes: one that fails has the most. */
  readonly curve: readonly { readonly steps: number; readonly value: number }[];
  readonly cpuSeconds: number;
}

async function trainOn(corridor: number, reward: keyof typeof rewards, seed: number): Promise<readonly Trained[]> {
  const lessons = lengths[reward].map((length) => {
    return {
      env,
      envParams: { length: corridor },
      reward: rewards[reward],
      agent: { ...agent, macroSteps: length },
      seed,
      steps,
      worlds: 32,
    };
  });
  return (await learnAll(lessons)).map((one, i) => {
    const curve = curveOf(one, "meanLength");
    return { corridor, reward, length: lengths[reward][i], seed, curve, cpuSeconds: one.cpuSeconds };
  });
}

/** The mean over the last tenth of a training. */
function endOf({ curve }: Trained): number {
  const last = curve.slice(-Math.ceil(curve.length / 10));
  return last.reduce((sum, { value }) => sum + value, 0) / last.length;
}

/**
 * Env steps until three rows of metrics in succession are of a learned errand; the budget if never. The first tenth does not
 * count: the first episodes to end are short ones.
 */
function stepsUntilLearned({ curve }: Trained): number {
  const at = curve.findIndex(
    ({ steps: at }, i) => at > steps / 10 && curve.slice(i, i + 3).every(({ value }) => value <= learned),
  );
  return at < 0 ? steps : curve[at].steps;
}

/** Credit for several steps as one, where reward is late and where it is not. */
export const macro: Section<readonly Trained[]> = {
  name: "macro",
  title: "Macro actions",
  async measure() {
    const subjects = corridors.flatMap((corridor) =>
      (["sparse", "dense"] as const).flatMap((reward) => seeds.map((seed) => ({ corridor, reward, seed }))),
    );
    const measure = ({ corridor, reward, seed }: (typeof subjects)[number]) => trainOn(corridor, reward, seed);
    return (await piecewise("rewards-macro", [], subjects, measure)).flat();
  },
  tell(trained) {
    const rowsOf = (corridor: number, reward: keyof typeof rewards) => {
      const of = (length: number) =>
        trained.filter((one) => one.corridor === corridor && one.reward === reward && one.length === length);
      const until = (length: number) => of(length).map(stepsUntilLearned);
      const ratio = (length: number) => pairwise(until(1), until(length), (single, several) => single / several);
      return lengths[reward].map((length) => [
        corridor,
        reward,
        length === 1 ? "1 (PPO)" : length,
        told(of(length).map(endOf), 0),
        `${until(length).filter((at) => at < steps).length} of ${seeds.length}`,
        told(
          until(length).map((at) => at / 1000),
          0,
        ),
        told(ratio(length)),
      ]);
    };
    const cpu = trained.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
    return `Errands (\`scripts/results/rewards/errand.ts\`): a parcel is to be fetched at one end of a corridor and carried to the other, 400 steps at most. Sparse: 1 for the delivery; dense: the share of the way that was made in each step besides. PPO with \`macroSteps\`, ${steps.toLocaleString("en")} steps, ${seeds.length} seeds. The end is the length of an episode (less is better; failing takes all 400) over the last tenth of the training. An errand is learned once its last 100 episodes took ${learned} steps or fewer in three rows of metrics in succession; a seed that never learns counts with the whole budget. Asked for: with sparse reward a ratio of at least 1.5 for some of 3, 5 and 10 and an end no worse, less for longer ones; with dense reward none.\n\n${table(
      [
        "corridor",
        "reward",
        "steps an action",
        "length at the end",
        "seeds that learn",
        "thousand steps",
        "times fewer than PPO",
      ],
      corridors.flatMap((corridor) => [...rowsOf(corridor, "sparse"), ...rowsOf(corridor, "dense")]),
    )}\n\nCPU time: ${(cpu / 60).toFixed(1)} minutes.`;
  },
};
