import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { command } from "./command.ts";

/** A folder that is gone when the work is done. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "rewardgym-results-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Records an episode of random actions that lasts until its time limit. @returns its file */
export async function recordAnt(
  folder: string,
  steps: number,
  { features = "exact", engine = "mujoco" }: { readonly features?: string; readonly engine?: string } = {},
): Promise<string> {
  const out = join(folder, `${engine}-${features}`);
  const set = [`maxSteps=${steps}`, "terminateWhenUnhealthy=false", `engine=${engine}`];
  const params = set.flatMap((param) => ["--set", `env.${param}`]);
  const how = ["--record", "1", "--record-features", features, "--out", out];
  const agent = ["--agent", "baseline/random-v1", "--episodes", "1", "--seed", "1"];
  await command("eval", "--env", "locomotion/ant-v1", ...params, ...agent, ...how);
  return join(out, "random-ant-1-0.episode");
}
