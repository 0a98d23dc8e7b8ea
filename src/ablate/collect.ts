import { fail } from "../core/index.ts";
import { readManifest, runFolder } from "./manifest.ts";
import type { Ablation, RunResult } from "./result.ts";
import { readResult } from "./result-file.ts";

/** An ablation, read from its folder. */
export interface CollectedAblation {
  readonly ablation: Ablation;
  /** How many runs have no result yet. */
  readonly missing: number;
}

/**
 * Gathers the results of an ablation's runs, sorted by env, variant and seed.
 * @throws `file/corrupt`, `file/unusable`
 */
export async function collect(directory: string): Promise<CollectedAblation> {
  const manifest = await readManifest(directory);
  if (!manifest)
    return fail("file/unusable", { given: `${directory} without a question.json`, expected: "an ablation" });
  const runs: RunResult[] = [];
  for (const { identity, env, variant } of manifest.runs) {
    const result = await readResult(runFolder(directory, identity));
    if (result) runs.push({ ...result, env, variant }); // equal variants share a folder, which names one of them
  }
  return { ablation: { ...manifest, runs }, missing: manifest.runs.length - runs.length };
}
