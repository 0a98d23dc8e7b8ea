import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RewardExpression } from "../../../src/core/index.ts";
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
  rmSync(folder, { recursive: true });
  return rate;
}

// Prints the env steps per CPU second of whole trainings on the bare reward and with terms and transforms, in turns.
// Arguments: steps, pairs.
const [steps, pairs] = process.argv.slice(2).map(Number);
await rateOn(bare, steps);
await rateOn(termed, steps);
console.log(
  JSON.stringify(
    await paired(
      pairs,
      () => rateOn(bare, steps),
      () => rateOn(termed, steps),
    ),
  ),
);
