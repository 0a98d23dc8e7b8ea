import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunSpec } from "../../../src/core/index.ts";
import { readMetrics, runPaths } from "../../../src/record/index.ts";
import { evaluate, openTrained, type Summary, train, worldsFor } from "../../../src/run/index.ts";
import type { Final, Learned, Lesson } from "./paired.ts";
import { known } from "./worlds.ts";

// Trains as the argument says, one training after another, and prints the curves and an evaluation of each.

const cpuSeconds = () => (process.cpuUsage().user + process.cpuUsage().system) / 1e6;

async function learned(lesson: Lesson): Promise<Learned> {
  const { from, keep, earlyStop, demonstrations, episodes = 0, agentId = "learner/ppo-v1" } = lesson;
  const folder = keep ? undefined : mkdtempSync(join(tmpdir(), "rewardgym-"));
  const directory = keep ?? join(folder as string, "run");
  const before = cpuSeconds();
  const spec: RunSpec = {
    env: { id: lesson.env, params: lesson.envParams ?? {} },
    reward: lesson.reward,
    watch: lesson.watch,
    streams: lesson.streams,
    agent: { id: agentId, params: lesson.agent ?? {} },
    seed: lesson.seed,
    steps: lesson.steps,
    worlds: lesson.worlds ?? worldsFor(agentId, lesson.env, known),
    group: lesson.group,
    rolloutBy: lesson.rolloutBy,
    device: "cpu",
  };
  const rare = { checkpointSteps: 1e9, checkpointSeconds: 1e9 };
  await train({ spec, registries: known, directory, from, demonstrations, earlyStop, ...rare });
  const rows = await readMetrics(runPaths(directory).metrics);
  const final = episodes > 0 ? await evaluated(directory, lesson, episodes) : undefined;
  if (folder) rmSync(folder, { recursive: true });
  return { curve: rows.map(({ steps, metrics }) => ({ steps, metrics })), final, cpuSeconds: cpuSeconds() - before };
}

async function evaluated(directory: string, lesson: Lesson, episodes: number): Promise<Final> {
  const { spec, policy, learned } = await openTrained(directory, known);
  const { group, rolloutBy, ...each } = spec; // episodes have starts of their own
  const { evaluateReward: reward = spec.reward, evaluate: watch = spec.watch } = lesson;
  const env = { ...spec.env, params: { ...spec.env.params, ...lesson.evaluateParams } };
  const alone = { ...each, env, reward, watch };
  const { summary } = await evaluate({ spec: alone, registries: known, policy, learned, episodes, seed: 7 });
  await policy.close?.();
  return {
    return: summary.return.mean,
    returnVariance: episodes * (summary.return.standardError ?? 0) ** 2,
    score: summary.score.mean,
    steps: summary.steps.mean,
    watched: meansOf(summary.watched),
    yardsticks: meansOf(summary.yardsticks),
  };
}

function meansOf(estimates: Summary["watched"]) {
  return Object.fromEntries(Object.entries(estimates).map(([name, { mean }]) => [name, mean]));
}

const results: Learned[] = [];
for (const lesson of JSON.parse(process.argv[2]) as Lesson[]) results.push(await learned(lesson));
console.log(JSON.stringify(results));
