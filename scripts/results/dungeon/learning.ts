import { rm } from "node:fs/promises";
import { join } from "node:path";
import { bootstrapInterval, interquartileMean } from "../../../src/ablate/statistics/index.ts";
import { ofBudget } from "../budget.ts";
import { piecewise } from "../piecewise.ts";
import { type Section, table } from "../report.ts";
import { cli, evaluated, sets } from "./cli.ts";
import { type Course, courses } from "./courses.ts";

const seeds = [1, 2, 3, 4, 5].slice(0, ofBudget(5, 2));
const episodes = ofBudget(200, 10);

interface Learned {
  readonly course: string;
  readonly seed: number;
  /** Share of the held-out episodes that end in success, with the likeliest actions and with drawn ones. */
  readonly greedy: number;
  readonly drawn: number;
  readonly steps: number;
  /** Of training, without evaluation. */
  readonly seconds: number;
}

interface Measured {
  readonly runs: readonly Learned[];
  /** Success of random play by title. */
  readonly random: { readonly [title: string]: number };
  readonly episodes: number;
}

async function successOf(...args: readonly string[]): Promise<number> {
  const { yardsticks, score } = await evaluated(episodes, ...args);
  return (yardsticks.success ?? score).mean;
}

/** Trains a task stage by stage, and evaluates what was learned. */
async function learn({ id, title, env, stages }: Course, seed: number): Promise<Learned> {
  const folder = (stage: number) => join("runs", "dungeon-learning", `${title.replaceAll(" ", "-")}-${seed}-${stage}`);
  let [steps, seconds] = [0, 0];
  for (const [i, stage] of stages.entries()) {
    await rm(folder(i), { recursive: true, force: true });
    const budget = ofBudget(stage.steps, 16_384);
    const from = i > 0 ? ["--from", folder(i - 1)] : [];
    const reward = stage.reward ? ["--reward", JSON.stringify(stage.reward)] : [];
    const trained = await cli(
      ...[
        "train",
        "--env",
        stage.id ?? id,
        "--seed",
        String(seed),
        "--steps",
        String(budget),
        "--episodes",
        "0",
        "--quiet",
      ],
      ...[
        "--out",
        folder(i),
        ...sets("env.", stage.id ? stage.env : { ...env, ...stage.env }),
        ...sets("", stage.agent),
        ...from,
        ...reward,
      ],
    );
    steps += budget;
    seconds += trained.seconds;
  }
  const learned = [folder(stages.length - 1), ...sets("env.", env)];
  const greedy = await successOf(...learned);
  const drawn = await successOf(...learned, "--sampled");
  return { course: title, seed, greedy, drawn, steps, seconds };
}

/** What PPO learns on tasks of both kinds. */
export const learning: Section<Measured> = {
  name: "learning",
  title: "What PPO learns",
  async measure() {
    const subjects = courses.flatMap((course) => seeds.map((seed) => ({ course, seed })));
    const runs = await piecewise("dungeon-learning", [], subjects, ({ course, seed }) => learn(course, seed), {
      lanes: 2,
    });
    const random: { [title: string]: number } = {};
    for (const { title, id, env } of courses)
      random[title] = await successOf("--env", id, "--agent", "baseline/random-v1", ...sets("env.", env));
    return { runs, random, episodes };
  },
  tell({ runs, random, episodes }) {
    const rows = courses.flatMap(({ title, atLeast, remark, stages }) => {
      const own = runs.filter(({ course }) => course === title);
      if (own.length === 0) return [];
      const told = (successes: readonly number[]) => {
        const { value, low, high } = bootstrapInterval([successes], interquartileMean, { seed: 0 });
        return `${value.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
      };
      const [greedy, drawn] = [own.map((run) => run.greedy), own.map((run) => run.drawn)];
      return [
        [
          `${title}${remark ? `: ${remark}` : ""}`,
          stages.map(({ steps }) => steps.toLocaleString("en")).join(" + "),
          random[title].toFixed(3),
          told(greedy),
          told(drawn),
          (mean(greedy) > mean(drawn) ? greedy : drawn).map((success) => success.toFixed(2)).join(", "),
          atLeast ?? "",
        ],
      ];
    });
    return `PPO with the presets of \`scripts/zoo/ppo.ts\` and each env's customary reward unless said otherwise, ${seeds.length} seeds, then ${episodes} episodes of levels that training has not seen, with the likeliest actions (greedy) and with actions drawn as in training. Share of them that end in success: the interquartile mean of the seeds with its 95 % bootstrap interval, and each seed of the better way. A policy that remembers little walks in circles where it is greedy. Where a row has several stages, each begins with the weights of the one before (\`--from\`). Random play beside it.\n\n${table(
      ["task", "steps", "random", "greedy", "drawn", "by seed", "at least"],
      rows,
    )}`;
  },
};

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
