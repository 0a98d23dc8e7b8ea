import type { Params } from "../../../src/core/index.ts";
import { customaryReward } from "../../zoo/index.ts";
import { ofBudget } from "../budget.ts";
import { piecewise } from "../piecewise.ts";
import { type Section, table } from "../report.ts";
import { learn, seeds, told } from "../rewards/paired.ts";

interface Task {
  readonly title: string;
  readonly env: string;
  readonly agentId: string;
  readonly agent: Params;
  readonly worlds: number;
  readonly steps: number;
  readonly wanted: string;
}

/** Episodes of parking take about 60 steps at the end, and goals are drawn from what a rollout holds. */
const sac: Params = {
  ...{ hindsight: 4, rolloutSteps: 100, hidden: [256, 256], minibatch: 256, updateRatio: 0.5 },
  ...{ learningStarts: 2000, learningRate: 1e-3, gamma: 0.95 },
};
const ppo: Params = { rolloutSteps: 128, hidden: [64, 64], minibatch: 512, learningRate: 5e-4, gamma: 0.9 };

const tasks: readonly Task[] = [
  {
    ...{ title: "parking, SAC with hindsight", env: "driving/parking-v1", agentId: "learner/sac-v1", agent: sac },
    ...{ worlds: 4, steps: 150_000, wanted: "return above -6.76, which the zoo of Stable-Baselines3 has from TQC" },
  },
  {
    ...{ title: "racetrack, PPO", env: "driving/racetrack-v1", agentId: "learner/ppo-v1", agent: ppo },
    ...{ worlds: 16, steps: 1_500_000, wanted: "full laps: a score of 1 is five minutes at 10 m/s" },
  },
];
const episodes = ofBudget(100, 4);

interface Run {
  readonly task: number;
  readonly seed: number;
  readonly return: number;
  readonly score: number;
}

/** Two of highway-env's tasks, learned. */
export const tracks: Section<readonly Run[]> = {
  name: "tracks",
  title: "Parking and the racetrack, learned",
  measure() {
    const subjects = seeds.flatMap((seed) => tasks.map((_, task) => ({ task, seed })));
    return piecewise("driving-tracks", [], subjects, async ({ task, seed }): Promise<Run> => {
      const { env, agentId, agent, worlds, steps } = tasks[task];
      const reward = customaryReward(env);
      const { final } = await learn({
        ...{ env, agentId, agent, worlds, seed, reward, episodes },
        steps: ofBudget(steps, 4000),
      });
      return { task, seed, return: final?.return ?? Number.NaN, score: final?.score ?? Number.NaN };
    });
  },
  tell: (runs) =>
    `The rewards of highway-env, ${seeds.length} seeds, ${episodes} greedy episodes of starts that training has not seen.\n\n${table(
      ["task", "steps", "return", "score", "wanted"],
      tasks.map(({ title, steps, wanted }, task) => {
        const own = runs.filter((run) => run.task === task);
        return [
          title,
          ofBudget(steps, 4000).toLocaleString("en"),
          told(own.map((run) => run.return)),
          told(own.map(({ score }) => score)),
          wanted,
        ];
      }),
    )}`,
};
