import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunSpec } from "../../../src/core/index.ts";
import { train } from "../../../src/run/index.ts";
import { registries } from "../../registries.ts";

// Trains a short run and prints its metrics, those of its clock left out. It also runs on the code before.

const [env, reward, worlds, steps, params, overlap] = process.argv.slice(2);
const spec: RunSpec = {
  env: { id: env, params: {} },
  reward: JSON.parse(reward),
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
const rows = readFileSync(join(directory, "metrics.jsonl"), "utf8").trim().split("\n");
const columns: { [metric: string]: string } = {};
for (const line of rows) {
  const { time: _, ...row } = JSON.parse(line);
  for (const [metric, value] of Object.entries(row)) columns[metric] = `${columns[metric] ?? ""}${value}\n`;
}
rmSync(folder, { recursive: true });
console.log(JSON.stringify({ updates: rows.length, columns }));
