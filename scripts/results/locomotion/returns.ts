import { readdirSync } from "node:fs";
import { join } from "node:path";
import { defaults } from "../../../agents/ppo/settings.ts";
import { bootstrapInterval, interquartileMean } from "../../../src/ablate/statistics/index.ts";
import { canonical, type Json } from "../../../src/core/index.ts";
import { presets } from "../../zoo/index.ts";
import { folder } from "../budget.ts";
import { answered } from "../question.ts";
import { type Section, table } from "../report.ts";
import { meanReturn, shownReturn } from "./seed-returns.ts";

const report = "locomotion-returns";

/** The demanded returns: more than the best published ones. */
export const demands: { readonly [env: string]: number } = {
  "locomotion/half-cheetah-v1": 5819,
  "locomotion/hopper-v1": 2609,
  "locomotion/walker2d-v1": 3589,
  "locomotion/ant-v1": 3258,
  "locomotion/humanoid-v1": 787,
  "locomotion/swimmer-v1": 282,
  "locomotion/reacher-v1": -4.1,
  "locomotion/inverted-double-pendulum-v1": 9250,
};
const sources = ["CleanRL", "rl-baselines3-zoo", "Tianshou"] as const;

type Settings = { readonly [name: string]: Json };

interface TaskReturns {
  readonly env: string;
  readonly steps: number;
  readonly episodes: number;
  /** Mean return of the greedy episodes, one for each seed. */
  readonly returns: readonly number[];
  /** Duration of a run, with as many runs in parallel as the machine can take. */
  readonly seconds: number;
  readonly published: { readonly [source: string]: number };
  readonly worlds: number;
  /** The agent's settings that differ from its defaults. */
  readonly preset: Settings;
}

interface Measured {
  readonly tasks: readonly TaskReturns[];
  /** Learning curves, files in the report's folder. */
  readonly pictures: readonly string[];
}

/** Returns after a million steps. */
export const returns: Section<Measured> = {
  name: "returns",
  title: "Returns beside published PPO",
  async measure() {
    const { ablation } = await answered("locomotion", report);
    const tasks = ablation.envs.map((env): TaskReturns => {
      const runs = ablation.runs.filter((run) => run.env === env);
      const figures = (ablation.question.published ?? []).filter((figure) => figure.env === env);
      const [{ spec, evaluations }] = runs;
      return {
        env,
        steps: spec.steps,
        episodes: evaluations.plain.returns.length,
        returns: runs.map(meanReturn),
        seconds: runs.reduce((sum, { time }) => sum + time.seconds, 0) / runs.length,
        published: Object.fromEntries(figures.map(({ source, value }) => [source, value])),
        worlds: spec.worlds,
        preset: changed(spec.agent.params),
      };
    });
    const pictures = readdirSync(join(folder, report)).filter((file) => file.startsWith("learning-"));
    return { tasks, pictures };
  },
  // A row may be older than its env's preset.
  tell: ({ tasks, pictures }) =>
    `PPO with the presets of \`scripts/zoo/ppo.ts\`, each env's customary reward, ${tasks[0].returns.length} seeds, ${tasks[0].episodes} greedy episodes a seed after the last step: the question \`scripts/questions/locomotion.yaml\`, whose [report](${report}.md) has more. Interquartile mean of the seeds' mean returns with its 95 % bootstrap interval. Published rows: CleanRL's, rl-baselines3-zoo's and Tianshou's PPO at 1 M steps, on earlier versions of the tasks.\n\n${table(
      ["env", "steps", "return", "worst seed", "above", ...sources, "seconds a run"],
      tasks.map(({ env, steps, returns, seconds, published, preset }) => {
        const { value, low, high } = bootstrapInterval([returns], interquartileMean, { seed: 0 });
        return [
          env,
          `${steps / 1000} k`,
          `**${shownReturn(value)}** (${shownReturn(low)} to ${shownReturn(high)})${value > demands[env] ? "" : ", short of it"}${isToday(env, preset) ? "" : ", with an earlier preset"}`,
          shownReturn(Math.min(...returns)),
          demands[env],
          ...sources.map((source) => published[source] ?? ""),
          seconds.toFixed(0),
        ];
      }),
    )}\n\nWhat the presets change of the defaults:\n\n${table(
      ["env", "worlds", "settings"],
      tasks.map(({ env, worlds, preset }) => [
        env,
        worlds,
        Object.entries(preset)
          .map(([name, value]) => `${name} ${typeof value === "string" ? value : JSON.stringify(value)}`)
          .join(", "),
      ]),
    )}\n\n${pictures.map((file) => `![Learning curve, ${file.replace(/^learning-\d+-|\.svg$/g, "")}](${report}/${file})`).join("\n\n")}`,
};

const known: { readonly [name: string]: unknown } = defaults;
const isDefault = (name: string, value: Json) => JSON.stringify(value) === JSON.stringify(known[name]);
const changed = (settings: Settings) =>
  Object.fromEntries(Object.entries(settings).filter(([name, value]) => !isDefault(name, value)));

function isToday(env: string, trained: Settings): boolean {
  return canonical(trained) === canonical(changed(presets("learner/ppo-v1", env).params as Settings));
}
