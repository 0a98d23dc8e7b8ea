import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { train } from "../../../src/run/index.ts";
import { customaryReward } from "../../customary.ts";
import { registries } from "../../registries.ts";

// Prints the env steps a second of whole training. It also runs on the code before.

const [id, steps] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "rewardgym-"));
const spec = {
  env: { id, params: {} },
  reward: customaryReward(id),
  agent: { id: "learner/ppo-v1", params: {} },
  seed: 1,
  steps: Number(steps),
  worlds: 16,
  device: "cpu",
} as const;
let begun = 0;
let counted = 0;
await train({
  spec,
  registries,
  directory: join(folder, "run"),
  onProgress: ({ steps, updates }) => {
    if (updates === 2) [begun, counted] = [performance.now(), steps]; // by then everything is compiled
  },
});
const rate = (spec.steps - counted) / ((performance.now() - begun) / 1000);
rmSync(folder, { recursive: true });
console.log(JSON.stringify({ rate }));
