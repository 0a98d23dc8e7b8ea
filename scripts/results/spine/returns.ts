import type { RunResult } from "../../../src/ablate/index.ts";
import { bootstrapInterval, interquartileMean } from "../../../src/ablate/statistics/index.ts";
import { answered } from "../question.ts";
import { type Section, table } from "../report.ts";

/** Demanded returns, and those of rl-zoo's PPO with the same budgets (rl-baselines3-zoo's benchmark page). */
const demands: { readonly [env: string]: { readonly atLeast: number; readonly zoo?: number } } = {
  "classic/cart-pole-v1": { atLeast: 500, zoo: 500 },
  "classic/acrobot-v1": { atLeast: -80, zoo: -73.5 },
  "classic/mountain-car-v1": { atLeast: -112, zoo: -110 },
  "classic/mountain-car-continuous-v1": { atLeast: 90 },
  "classic/pendulum-v1": { atLeast: -170, zoo: -172 },
};

interface Task {
  readonly env: string;
  readonly steps: number;
  /** Mean return of the greedy episodes, one for each seed. */
  readonly returns: readonly number[];
  readonly seconds: number;
}

export const returns: Section<readonly Task[]> = {
  name: "returns",
  title: "Returns at rl-zoo's budgets",
  async measure() {
    const { ablation } = await answered("classic-control");
    return ablation.envs.map((env) => {
      const runs = ablation.runs.filter((run) => run.env === env);
      return {
        env,
        steps: runs[0].spec.steps,
        returns: runs.map(meanReturn),
        seconds: runs.reduce((sum, { time }) => sum + time.seconds, 0) / runs.length,
      };
    });
  },
  tell: (tasks) => {
    const rows = tasks.map(({ env, steps, returns, seconds }) => {
      const { value, low, high } = bootstrapInterval([returns], interquartileMean, { seed: 0 });
      const { atLeast, zoo = "" } = demands[env];
      const reached = `**${value.toFixed(1)}** (${low.toFixed(1)} to ${high.toFixed(1)})`;
      return [env, `${steps / 1000} k`, reached, Math.min(...returns).toFixed(1), atLeast, zoo, seconds.toFixed(0)];
    });
    return `PPO with the presets of \`scripts/zoo/ppo.ts\`, each env's customary reward, ${tasks[0].returns.length} seeds, 100 greedy episodes a seed after the last step: the question \`scripts/questions/classic-control.yaml\`, whose [report](classic-control.md) has curves. Interquartile mean of the seeds' mean returns with its 95 % bootstrap interval.\n\n${table(
      ["env", "steps", "return", "worst seed", "at least", "rl-zoo PPO", "seconds a run"],
      rows,
    )}`;
  },
};

function meanReturn({ evaluations: { plain } }: RunResult): number {
  return plain.returns.reduce((sum, value) => sum + value, 0) / plain.returns.length;
}
