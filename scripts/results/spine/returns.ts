import { availableParallelism } from "node:os";
import { bootstrapInterval, interquartileMean } from "../../../src/ablate/statistics/index.ts";
import { inParallel, runScript } from "../child.ts";
import { type Curve, writeCurves } from "../curves.ts";
import { type Section, table } from "../report.ts";

/** rl-zoo's budgets and what PPO reaches there (rl-baselines3-zoo's benchmark page), and what is demanded here. */
const tasks = [
  { env: "classic/cart-pole-v1", name: "cart-pole", steps: 100_000, zoo: "500", demanded: 500 },
  { env: "classic/acrobot-v1", name: "acrobot", steps: 1_000_000, zoo: "-73.5", demanded: -80 },
  { env: "classic/mountain-car-v1", name: "mountain-car", steps: 1_000_000, zoo: "-110", demanded: -112 },
  { env: "classic/mountain-car-continuous-v1", name: "mountain-car-continuous", steps: 200_000, zoo: "", demanded: 90 },
  { env: "classic/pendulum-v1", name: "pendulum", steps: 100_000, zoo: "-172", demanded: -170 },
];
const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const episodes = 100;

interface Trained {
  readonly return: number;
  readonly seconds: number;
  readonly curve: Curve;
}

export const returns: Section<{ readonly [env: string]: readonly Trained[] }> = {
  name: "returns",
  title: "Returns at rl-zoo's budgets",
  async measure() {
    const jobs = tasks.flatMap(({ env, steps }) => seeds.map((seed) => ({ env, steps, seed })));
    const trained = await inParallel(jobs, availableParallelism(), async ({ env, steps, seed }) => {
      const result = await runScript<Trained>(new URL("returns-once.ts", import.meta.url), [
        env,
        String(steps),
        String(seed),
        String(episodes),
      ]);
      console.log(`${env} seed ${seed}: ${result.return.toFixed(1)} in ${result.seconds.toFixed(0)} s`);
      return result;
    });
    const measured = Object.fromEntries(tasks.map(({ env }) => [env, trained.filter((_, i) => jobs[i].env === env)]));
    for (const { env, name, steps } of tasks)
      await writeCurves(
        name,
        steps,
        measured[env].map(({ curve }) => curve),
      );
    return measured;
  },
  tell: (measured) => {
    const rows = tasks.map(({ env, name, steps, zoo, demanded }) => {
      const values = measured[env].map((trained) => trained.return);
      const { value, low, high } = bootstrapInterval([values], interquartileMean, { seed: 0 });
      return [
        `[${name}](${name}.svg)`,
        `${steps / 1000} k`,
        `**${value.toFixed(1)}** (${low.toFixed(1)} to ${high.toFixed(1)})`,
        Math.min(...values).toFixed(1),
        demanded,
        zoo,
        (measured[env].reduce((sum, { seconds }) => sum + seconds, 0) / seeds.length).toFixed(0),
      ];
    });
    return `PPO with the presets of \`agents/ppo/presets.ts\`, each env's customary reward, seeds ${seeds[0]} to ${seeds.at(-1)}, ${episodes} greedy episodes a seed after the last step. Interquartile mean of the seeds' mean returns with its 95 % bootstrap interval.\n\n${table(
      ["env", "steps", "return", "worst seed", "at least", "rl-zoo PPO", "seconds a run"],
      rows,
    )}`;
  },
};
