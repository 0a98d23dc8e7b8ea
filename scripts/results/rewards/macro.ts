import type { RewardExpression } from "../../../src/core/index.ts";
import { ofBudget } from "../budget.ts";
import { piecewise } from "../piecewise.ts";
import { type Section, table } from "../report.ts";
import { curveOf, estimateOf, learnAll, pairwise, seeds, told } from "./paired.ts";

const env = "results/errand-v1";
const steps = ofBudget(98_304, 16_384);
const envParams = { length: 8 };
const lengths = { sparse: [1, 3, 5, 10, 30, 100, 400], dense: [1, 3, 5, 10] } as const;
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
  readonly reward: keyof typeof rewards;
  readonly length: number;
  readonly seed: number;
  /** Steps of an episode by env steps, mean of the last 100 episodes: one that fails has the most. */
  readonly curve: readonly { readonly steps: number; readonly value: number }[];
  readonly cpuSeconds: number;
}

async function trainOn(reward: keyof typeof rewards, seed: number): Promise<readonly Trained[]> {
  const lessons = lengths[reward].map((length) => {
    return {
      env,
      envParams,
      reward: rewards[reward],
      agent: { ...agent, macroSteps: length },
      seed,
      steps,
      worlds: 32,
    };
  });
  return (await learnAll(lessons)).map((learned, i) => {
    const curve = curveOf(learned, "meanLength");
    return { reward, length: lengths[reward][i], seed, curve, cpuSeconds: learned.cpuSeconds };
  });
}

/** The mean over the last tenth of a training. */
function endOf({ curve }: Trained): number {
  const last = curve.slice(-Math.ceil(curve.length / 10));
  return last.reduce((sum, { value }) => sum + value, 0) / last.length;
}

/**
 * Env steps until three rows of metrics in succession have episodes as short as wanted; the budget if never. The first tenth
 * does not count: the first episodes to end are short ones.
 */
function stepsUntil({ curve }: Trained, wanted: number): number {
  const at = curve.findIndex(
    ({ steps: at }, i) => at > steps / 10 && curve.slice(i, i + 3).every(({ value }) => value <= wanted),
  );
  return at < 0 ? steps : curve[at].steps;
}

/** Credit for several steps as one, where reward is late and where it is not. */
export const macro: Section<readonly Trained[]> = {
  name: "macro",
  title: "Macro actions",
  async measure() {
    const subjects = (["sparse", "dense"] as const).flatMap((reward) => seeds.map((seed) => ({ reward, seed })));
    return (await piecewise("rewards-macro", [], subjects, ({ reward, seed }) => trainOn(reward, seed))).flat();
  },
  tell(trained) {
    const rowsOf = (reward: keyof typeof rewards) => {
      const of = (length: number) => trained.filter((one) => one.reward === reward && one.length === length);
      const ends = (length: number) => of(length).map(endOf);
      const wanted = estimateOf(ends(1)).value;
      const until = (length: number) => of(length).map((one) => stepsUntil(one, wanted));
      const ratio = (length: number) => pairwise(until(1), until(length), (single, several) => single / several);
      return lengths[reward].map((length) => [
        reward,
        length === 1 ? "1 (PPO)" : length,
        told(ends(length), 0),
        told(
          until(length).map((at) => at / 1000),
          0,
        ),
        told(ratio(length)),
      ]);
    };
    const failed = trained.filter((one) => one.reward === "sparse" && one.length === 1 && endOf(one) > 200).length;
    const remark = failed
      ? ` With sparse reward PPO fails on ${failed} of ${seeds.length} seeds, so its final length is reached at once by everything and the ratio says nothing; what says something is the length at the end.`
      : "";
    const cpu = trained.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
    return `Errands (\`scripts/results/rewards/errand.ts\`): a parcel is to be fetched at one end of a corridor and carried to the other, 400 steps at most. Sparse: 1 for the delivery; dense: the share of the way that was made in each step besides. PPO with \`macroSteps\`, ${steps.toLocaleString("en")} steps, ${seeds.length} seeds. Score is the length of an episode (less is better; failing takes all 400) over the last tenth of the training. Steps needed are those until PPO's final length, the interquartile mean of its seeds, is reached in three rows of metrics in succession, the budget where it never is, which makes the ratio a lower bound where PPO fails. Asked for: with sparse reward a ratio of at least 1.5 for some of 3, 5 and 10 and an end no worse, fewer gains for longer ones; with dense reward none.${remark}\n\n${table(
      ["reward", "steps an action", "length at the end", "thousand steps needed", "times fewer than PPO"],
      [...rowsOf("sparse"), ...rowsOf("dense")],
    )}\n\nCPU time: ${(cpu / 60).toFixed(1)} minutes.`;
  },
};
