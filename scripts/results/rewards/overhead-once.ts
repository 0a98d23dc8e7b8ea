import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RewardExpression } from "../../../src/core/index.ts";
import { type MetricsRow, readMetrics, runPaths } from "../../../src/record/index.ts";
import { train, worldsFor } from "../../../src/run/index.ts";
import { registries } from "../../registries.ts";
import { paired } from "../contracts/paired.ts";
import { bare, env, termed } from "./overhead-rewards.ts";

const agent = "learner/ppo-v1";

/** CPU time of this process in seconds, whatever other programs do. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Shares of the time of whole trainings that went into scoring, by reward. */
const scoring = new Map<RewardExpression, number[]>();

/** Trains once, from opening to closing, and returns the env steps per CPU second. */
async function rateOn(reward: RewardExpression, steps: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "rewardgym-"));
  const spec = {
    env: { id: env, params: {} },
    reward,
    agent: { id: agent, params: {} },
    seed: 1,
    steps,
    worlds: worldsFor(agent, env, registries),
    device: "cpu" as const,
  };
  const begun = cpuSeconds();
  await train({ spec, registries, directory: join(folder, "run") });
  const rate = steps / (cpuSeconds() - begun);
  const rows = await readMetrics(runPaths(join(folder, "run")).metrics);
  const sum = (of: (time: MetricsRow["time"]) => number) => rows.reduce((total, { time }) => total + of(time), 0);
  const all = sum((time) => time.stepping + time.inference + time.reward + time.learning + time.other);
  scoring.set(reward, [...(scoring.get(reward) ?? []), sum((time) => time.reward) / all]);
  rmSync(folder, { recursive: true });
  return rate;
}

// Prints the env steps per CPU second of whole trainings on the bare reward and with terms and transforms, in turns, and
// what share of their time went into scoring.
// Arguments: steps, pairs.
const [steps, pairs] = process.argv.slice(2).map(Number);
await rateOn(bare, steps);
await rateOn(termed, steps);
const rates = await paired(
  pairs,
  () => rateOn(bare, steps),
  () => rateOn(termed, steps),
);
/** The median share of scoring. */
const shareOf = (reward: RewardExpression): number => {
  const shares = (scoring.get(reward) ?? []).toSorted((a, b) => a - b);
  return shares[Math.floor(shares.length / 2)];
};
console.log(JSON.stringify({ ...rates, scoring: [shareOf(bare), shareOf(termed)] }));
