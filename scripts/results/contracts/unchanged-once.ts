import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunSpec } from "../../../src/core/index.ts";
import { train } from "../../../src/run/index.ts";
import { customaryReward } from "../../customary.ts";
import { registries } from "../../registries.ts";

// Trains a short run and prints the digest of its metrics, those of its clock left out. It also runs on the code before.

const [env, worlds, steps, params, overlap] = process.argv.slice(2);
const spec: RunSpec = {
  env: { id: env, params: {} },
  reward: customaryReward(env),
  agent: { id: "learner/ppo-v1", params: JSON.parse(params) },
  seed: 3,
  steps: Number(steps),
  worlds: Number(worlds),
  device: "cpu",
  ...(overlap && { overlap: true }),
};
const folder = mkdtempSync(join(tmpdir(), "rewardgym-"));
const directory = join(folder, "run");
await train({ spec, registries, directory });
const rows = readFileSync(join(directory, "metrics.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => {
    const { time: _, ...row } = JSON.parse(line);
    return JSON.stringify(row);
  });
rmSync(folder, { recursive: true });
const digest = createHash("sha256").update(rows.join("\n")).digest("hex").slice(0, 16);
console.log(JSON.stringify({ updates: rows.length, digest }));
