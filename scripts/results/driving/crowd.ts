import { rm } from "node:fs/promises";
import { join } from "node:path";
import { bootstrapInterval, interquartileMean } from "../../../src/ablate/statistics/index.ts";
import { ofBudget } from "../budget.ts";
import { cli, evaluated, sets } from "../dungeon/cli.ts";
import { piecewise } from "../piecewise.ts";
import { type Section, table } from "../report.ts";

const id = "driving/crowd-v1";
const seeds = [1, 2, 3, 4, 5].slice(0, ofBudget(5, 2));
/** First it has to dare to drive, then to mind the others. Steps are of a world: 16 times as many of drivers. */
const stages = [
  { steps: ofBudget(500_000, 2048), settings: {} },
  { steps: ofBudget(2_500_000, 2048), settings: { "reward.crash": 8, learningRate: 7e-4 } },
] as const;
const steps = stages[0].steps + stages[1].steps;
const towns = { "env.towns": 64 };
const episodes = ofBudget(100, 2); // of a world
const demanded = { arrived: 0.95, infractions: 0.05 };

interface Driven {
  /** Shares of drives, of towns that training has not seen. */
  readonly arrived: number;
  readonly infractions: number;
  readonly score: number;
}

interface Learned {
  readonly seed: number;
  readonly greedy: Driven;
  readonly drawn: Driven;
  /** Of training. */
  readonly seconds: number;
}

interface Measured {
  readonly learned: readonly Learned[];
  readonly scripted: Driven;
}

async function drive(...args: readonly string[]): Promise<Driven> {
  const { yardsticks, score } = await evaluated(episodes, ...args, ...sets("env.", { split: "test" }));
  return { arrived: yardsticks.arrived.mean, infractions: 1 - yardsticks.clean.mean, score: score.mean };
}

async function learn(seed: number): Promise<Learned> {
  const folder = (stage: number) => join("runs", "driving-crowd", `${seed}-${stage}`);
  let seconds = 0;
  for (const [i, { steps, settings }] of stages.entries()) {
    await rm(folder(i), { recursive: true, force: true });
    const asked = ["--env", id, "--seed", String(seed), "--steps", String(steps), "--episodes", "0", "--quiet"];
    const from = i > 0 ? ["--from", folder(i - 1)] : [];
    const trained = await cli("train", ...asked, "--out", folder(i), ...from, ...sets("", { ...towns, ...settings }));
    seconds += trained.seconds;
  }
  const learned = folder(stages.length - 1);
  return { seed, seconds, greedy: await drive(learned), drawn: await drive(learned, "--sampled") };
}

/** What 16 learners in one town come to. */
export const crowd: Section<Measured> = {
  name: "crowd",
  title: "A town full of learners",
  async measure() {
    const learned = await piecewise("driving-crowd", ["onnxruntime-node"], seeds, learn);
    return { learned, scripted: await drive("--env", id, "--agent", "baseline/scripted-v1") };
  },
  tell({ learned, scripted }) {
    const told = (values: readonly number[]) => {
      const { value, low, high } = bootstrapInterval([values], interquartileMean, { seed: 0 });
      return `${value.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
    };
    const row = (name: string, way: "greedy" | "drawn") => [
      name,
      ...(["arrived", "infractions", "score"] as const).map((what) => told(learned.map((run) => run[way][what]))),
      learned.map((run) => run[way].arrived.toFixed(2)).join(", "),
    ];
    const driven = `PPO with the preset of \`scripts/zoo/ppo.ts\` and \`shaped/conditioned-v1\`, 16 seats driven by one policy, ${steps.toLocaleString("en")} steps of worlds in 64 towns (the last ${stages[1].steps.toLocaleString("en")} with a crash priced at 8 instead of 3), ${learned.length} seeds; then ${episodes} episodes of a world in towns that training has not seen. Shares of drives that arrive, and of those with a crash, a red light, a missed stop sign or that leave the road: interquartile means over the seeds with their 95 % bootstrap intervals. Wanted: ${demanded.arrived} and below ${demanded.infractions}.`;
    return [
      driven,
      table(
        ["drivers", "arrived", "infractions", "score", "arrived, by seed"],
        [
          row("trained, likeliest actions", "greedy"),
          row("trained, drawn actions", "drawn"),
          [
            "scripted",
            ...[scripted.arrived, scripted.infractions, scripted.score].map((value) => value.toFixed(3)),
            "",
          ],
        ],
      ),
    ].join("\n\n");
  },
};
