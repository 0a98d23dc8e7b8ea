import { join } from "node:path";
import { customaryReward } from "../../zoo/index.ts";
import { ofBudget } from "../budget.ts";
import { cli } from "../dungeon/cli.ts";
import { piecewise } from "../piecewise.ts";
import { type Section, table } from "../report.ts";
import { keptAt, type Lesson, learn, seeds, told } from "../rewards/paired.ts";

const envs = ["locomotion/hopper-v1", "locomotion/half-cheetah-v1"] as const;
const expertSteps = 500_000;
const expertSeed = 101;
const steps = 600_000;
const cloningSteps = 16_384;
const shown = [10, 3, 1] as const;
const atLeast = 0.9;

const folderOf = (env: string, ...names: (string | number)[]) => keptAt("imitation", env.replace("/", "-"), ...names);
const demonstrationsOf = (env: string, episodes: number) => folderOf(env, "shown", episodes);

/** Trains an expert and records its episodes; a budget's share is the same for everybody. */
async function showHow(env: string): Promise<number> {
  const keep = folderOf(env, "expert");
  const reward = customaryReward(env);
  const { final } = await learn({
    ...{ env, reward, keep, seed: expertSeed, steps: ofBudget(expertSteps, 8192), episodes: ofBudget(50, 5) },
  });
  for (const episodes of shown)
    await cli(
      ...["eval", keep, "--episodes", String(episodes), "--record", String(episodes), "--record-observations"],
      ...["--seed", "11", "--out", join(demonstrationsOf(env, episodes))],
    );
  return final?.return ?? Number.NaN;
}

interface Way {
  readonly title: string;
  lesson(env: string): Pick<Lesson, "reward" | "agentId" | "steps" | "demonstrations" | "agent">;
}

const ways: readonly Way[] = [
  {
    title: "imitation (GAIL), 10 episodes",
    lesson: (env) => ({
      reward: { use: "model/imitation-v1" },
      steps: ofBudget(steps, 8192),
      demonstrations: [demonstrationsOf(env, 10)],
    }),
  },
  ...shown.map((episodes) => ({
    title: `cloning, ${episodes} ${episodes === 1 ? "episode" : "episodes"}`,
    lesson: (env: string) => ({
      reward: customaryReward(env),
      agentId: "learner/cloning-v1",
      agent: { gradientSteps: 512 },
      steps: ofBudget(cloningSteps, 1024),
      demonstrations: [demonstrationsOf(env, episodes)],
    }),
  })),
];

interface Run {
  readonly env: string;
  readonly way: string;
  readonly seed: number;
  readonly return: number;
  readonly cpuSeconds: number;
}

interface Measured {
  readonly experts: readonly { readonly env: string; readonly return: number }[];
  readonly runs: readonly Run[];
}

/** What is learned from episodes of an expert. */
export const imitation: Section<Measured> = {
  name: "imitation",
  title: "From episodes of an expert",
  async measure() {
    const experts = await piecewise("learned-experts", [], [...envs], async (env) => ({
      env,
      return: await showHow(env),
    }));
    const subjects = envs.flatMap((env) =>
      ways.flatMap(({ title }) => seeds.map((seed) => ({ env, way: title, seed }))),
    );
    const runs = await piecewise("learned-imitation", [], subjects, async ({ env, way, seed }) => {
      const { lesson } = ways.find(({ title }) => title === way) as Way;
      const { final, cpuSeconds } = await learn({
        ...{ env, seed, ...lesson(env), episodes: ofBudget(50, 5), evaluateReward: customaryReward(env) },
      });
      return { env, way, seed, return: final?.return ?? Number.NaN, cpuSeconds };
    });
    return { experts, runs };
  },
  tell({ experts, runs }) {
    const rows = experts.flatMap(({ env, return: expert }) =>
      ways.map(({ title }, i) => {
        const own = runs.filter((run) => run.env === env && run.way === title);
        const shares = own.map((run) => run.return / expert);
        return [
          i === 0 ? `\`${env}\`, expert ${expert.toFixed(0)}` : "",
          title,
          told(
            own.map((run) => run.return),
            0,
          ),
          told(shares),
          i === 0 ? atLeast : "",
        ];
      }),
    );
    const cpu = runs.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
    return `The expert is PPO after ${(ofBudget(expertSteps) / 1000).toFixed(0)} k steps of the customary reward; its episodes are greedy ones of 1,000 steps, or as long as it stayed up. GAIL learns with PPO's preset for ${(ofBudget(steps) / 1000).toFixed(0)} k steps and never sees the customary reward, cloning needs no steps of its own. Returns by the customary reward over ${ofBudget(50, 5)} greedy episodes, ${seeds.length} seeds; shares are of the expert's.\n\n${table(
      ["task", "learned by", "return", "share", "at least"],
      rows,
    )}\n\nCPU time, besides the experts': ${(cpu / 60).toFixed(0)} minutes.`;
  },
};
