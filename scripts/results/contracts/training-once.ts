import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "../../../src/core/index.ts";
import { paired } from "./paired.ts";

const pairs = 31;

/** Trains with the code under a root, and returns its env steps per second. */
async function rateOfTraining(root: string, id: string, steps: number, reward: Json): Promise<number> {
  const { train }: typeof import("../../../src/run/index.ts") = await import(`${root}/src/run/index.ts`);
  const { registries }: typeof import("../../registries.ts") = await import(`${root}/scripts/registries.ts`);
  const folder = mkdtempSync(join(tmpdir(), "rewardgym-"));
  const spec = {
    env: { id, params: {} },
    reward: reward as never,
    agent: { id: "learner/ppo-v1", params: {} },
    seed: 1,
    steps,
    worlds: 16,
    device: "cpu",
  } as const;
  let begun = 0;
  let counted = 0;
  const onProgress = ({ steps, updates }: { readonly steps: number; readonly updates: number }) => {
    if (updates === 2) [begun, counted] = [performance.now(), steps]; // by then everything is compiled
  };
  await train({ spec, registries, directory: join(folder, "run"), onProgress });
  const rate = (steps - counted) / ((performance.now() - begun) / 1000);
  rmSync(folder, { recursive: true });
  return rate;
}

// Prints the env steps per second of whole trainings with the code of two checkouts, in turns.
// Arguments: root before, root now, id, steps, reward.
const [before, now, id, steps, reward] = process.argv.slice(2);
const training = (root: string) => () => rateOfTraining(root, id, Number(steps), JSON.parse(reward));
for (const root of [before, now]) await training(root)();
console.log(JSON.stringify(await paired(pairs, training(before), training(now))));
