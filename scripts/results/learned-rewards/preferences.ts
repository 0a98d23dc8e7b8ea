import type { Params, RewardExpression } from "../../../src/core/index.ts";
import { customaryReward } from "../../zoo/index.ts";
import { ofBudget } from "../budget.ts";
import { piecewise } from "../piecewise.ts";
import { type Section, table } from "../report.ts";
import { type Lesson, learn, seeds, told } from "../rewards/paired.ts";

/** A task, and how preferences about it are asked for. */
export interface Task {
  readonly env: string;
  readonly envParams?: Params;
  readonly steps: number;
  /** Params of `transform/preferences-v1` besides the budget. */
  readonly asks?: Params;
  /** Whether being alive is paid beside what is learned: where episodes end by failing. */
  readonly alive?: boolean;
}

export const tasks: readonly Task[] = [
  { env: "classic/pendulum-v1", steps: 100_000 },
  { env: "locomotion/half-cheetah-v1", steps: 300_000 },
  { env: "locomotion/hopper-v1", steps: 400_000, asks: { segment: 25 } },
];

export const labels = 500;

/** What is learned from comparisons by a teacher who sees the customary reward. */
export function preferred({ env, asks, alive }: Task, more: Params = {}): RewardExpression {
  const learned: RewardExpression = {
    apply: "transform/preferences-v1",
    params: { budget: labels, ...asks, ...more },
    to: customaryReward(env),
  };
  return alive
    ? { sum: { alive: { weight: 1, of: { use: "sparse/alive-v1" } }, learned: { weight: 1, of: learned } } }
    : learned;
}

const ways: { readonly [way: string]: (task: Task) => RewardExpression } = {
  "the customary reward": ({ env }) => customaryReward(env),
  "500 labels": (task) => preferred(task),
  "500 labels, a tenth of them wrong": (task) => preferred(task, { mistakes: 0.1 }),
};
const demands: { readonly [way: string]: number } = {
  "500 labels": 0.9,
  "500 labels, a tenth of them wrong": 0.8,
};

/** A training whose gold is the customary reward, which it is evaluated by. */
export const lessonOf = ({ env, envParams, steps }: Task, reward: RewardExpression, seed: number): Lesson => ({
  ...{ env, envParams, reward, seed, steps: ofBudget(steps, 8192) },
  watch: { gold: customaryReward(env) },
  evaluateReward: customaryReward(env),
  episodes: ofBudget(50, 5),
});

interface Run {
  readonly env: string;
  readonly way: string;
  readonly seed: number;
  /** Mean customary return of greedy episodes after training. */
  readonly gold: number;
  readonly labels: number;
  readonly cpuSeconds: number;
}

/** Returns that learned preferences reach, beside those of the reward that their teacher sees. */
export const preferences: Section<readonly Run[]> = {
  name: "preferences",
  title: "Preferences on a budget of 500 labels",
  measure() {
    const subjects = tasks.flatMap(({ env }) =>
      seeds.flatMap((seed) => Object.keys(ways).map((way) => ({ env, way, seed }))),
    );
    return piecewise("learned-preferences", [], subjects, async ({ env, way, seed }) => {
      const task = tasks.find((one) => one.env === env) as Task;
      const { final, curve, cpuSeconds } = await learn(lessonOf(task, ways[way](task), seed));
      const asked = Object.entries(curve[curve.length - 1].metrics).find(([name]) => name.endsWith("/labels"));
      return { env, way, seed, gold: final?.return ?? Number.NaN, labels: asked?.[1] ?? 0, cpuSeconds };
    });
  },
  tell(runs) {
    const golds = (env: string, way: string) =>
      runs.filter((run) => run.env === env && run.way === way).map(({ gold }) => gold);
    const rows = tasks.flatMap(({ env, steps, asks, alive }) => {
      const truth = golds(env, "the customary reward");
      return Object.keys(ways).map((way) => {
        const own = golds(env, way);
        const compared = way in demands;
        return [
          compared
            ? ""
            : `\`${env}\`, ${(steps / 1000).toFixed(0)} k steps${asks?.segment ? `, segments of ${asks.segment}` : ""}${alive ? ", alive paid beside" : ""}`,
          way,
          told(own, env.startsWith("classic") ? 1 : 0),
          compared ? shareOf(own, truth) : "",
          compared ? demands[way].toFixed(1) : "",
        ];
      });
    });
    const cpu = runs.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
    return `PPO with its presets; the teacher compares segments by the customary reward and is never wrong, or one time in ten. Returns by the customary reward over ${ofBudget(50, 5)} greedy episodes after training, ${seeds.length} seeds. A share is of the return that the customary reward itself reaches with that seed; where returns are negative, it is the inverse.\n\n${table(
      ["task", "trained for", "return", "share", "at least"],
      rows,
    )}\n\nCPU time: ${(cpu / 60).toFixed(0)} minutes.`;
  },
};

/** Shares by seed: of a return that is positive how much is reached, of a cost how much less was to be paid. */
export const shareOf = (own: readonly number[], truth: readonly number[]): string =>
  told(own.map((value, i) => (truth[i] > 0 ? value / truth[i] : truth[i] / value)));
