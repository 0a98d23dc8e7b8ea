import { bindEnv } from "../src/core/index.ts";
import type { EpisodeRecord } from "../src/record/index.ts";
import { openPolicy, settle } from "../src/run/index.ts";
import { evaluatePolicy } from "./evaluation.ts";
import { registries } from "./registries.ts";
import { specFrom } from "./run-flags.ts";

/** Records episodes of random actions, with their observations. */
export async function playRandomly(
  env: string,
  { episodes, seed, signal }: { readonly episodes: number; readonly seed: number; readonly signal: AbortSignal },
): Promise<readonly EpisodeRecord[]> {
  const flags = { env, reward: "sparse/alive-v1", agent: "baseline/random-v1", seed };
  const spec = await settle(await specFrom(flags), registries);
  const policy = await openPolicy(spec, registries, bindEnv(await registries.envs.find(env), spec.env.params));
  try {
    const request = { episodes, worlds: episodes, record: episodes, recordObservations: true, seed, signal };
    return (await evaluatePolicy(spec, policy, request)).records;
  } finally {
    await policy.close?.();
  }
}
