import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readMetrics, runPaths } from "../../../src/record/index.ts";
import { evaluate, openTrained, type Summary, train, worldsFor } from "../../../src/run/index.ts";
import type { Final, Learned, Lesson } from "./paired.ts";
import { known } from "./worlds.ts";

// Trains as the argument says, and prints the curves and an evaluation.

const lesson = JSON.parse(process.argv[2]) as Lesson;
const { seed, steps, group, rolloutBy, from, keep, episodes = 0 } = lesson;
const folder = keep ? undefined : mkdtempSync(join(tmpdir(), "rewardgym-"));
const directory = keep ?? join(folder as string, "run");
const agent = "learner/ppo-v1";
const spec = {
  env: { id: lesson.env, params: lesson.envParams ?? {} },
  reward: lesson.reward,
  watch: lesson.watch,
  streams: lesson.streams,
  agent: { id: agent, params: lesson.agent ?? {} },
  seed,
  steps,
  worlds: lesson.worlds ?? worldsFor(agent, lesson.env, known),
  group,
  rolloutBy,
  device: "cpu" as const,
};
await train({ spec, registries: known, directory, from, checkpointSteps: 1e9, checkpointSeconds: 1e9 });
const rows = await readMetrics(runPaths(directory).metrics);
const result: Learned = {
  curve: rows.map(({ steps, metrics }) => ({ steps, metrics })),
  ...(episodes > 0 && { final: await evaluated() }),
  cpuSeconds: (process.cpuUsage().user + process.cpuUsage().system) / 1e6,
};
if (folder) rmSync(folder, { recursive: true });
console.log(JSON.stringify(result));

async function evaluated(): Promise<Final> {
  const { spec, policy, learned } = await openTrained(directory, known);
  const { group, rolloutBy, ...each } = spec; // episodes have starts of their own
  const { evaluateReward: reward = spec.reward, evaluate: watch = spec.watch } = lesson;
  const alone = { ...each, reward, watch };
  const { summary } = await evaluate({ spec: alone, registries: known, policy, learned, episodes, seed: 7 });
  await policy.close?.();
  return {
    return: summary.return.mean,
    score: summary.score.mean,
    steps: summary.steps.mean,
    watched: meansOf(summary.watched),
    yardsticks: meansOf(summary.yardsticks),
  };
}

function meansOf(estimates: Summary["watched"]) {
  return Object.fromEntries(Object.entries(estimates).map(([name, { mean }]) => [name, mean]));
}
