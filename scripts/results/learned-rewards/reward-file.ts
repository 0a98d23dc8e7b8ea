import { packLearned } from "../../../rewards/learned/file.ts";
import type { Fitted } from "../../../rewards/learned/fit.ts";
import { bindEnv, digest, type EnvChoice, type RewardExpression, sizeOf } from "../../../src/core/index.ts";
import { writeSealed } from "../../../src/record/index.ts";
import { known } from "../rewards/worlds.ts";

/**
 * Writes what was learned as a file, for an agent to learn from.
 * @param features what it sees; observation after the step and action where left out
 * @returns the reward that the file pays
 */
export async function rewardFile(
  file: string,
  { model, normalisation }: Pick<Fitted, "model" | "normalisation">,
  choice: EnvChoice,
  features?: readonly string[],
): Promise<RewardExpression> {
  const env = bindEnv(await known.envs.find(choice.id), choice.params);
  const everything = {
    observations: { when: "after" as const, size: sizeOf(env.observation) },
    actions: { size: sizeOf(env.action) },
  };
  const header = {
    env: { id: env.id, params: env.params },
    inputs: features ? { features } : everything,
    ...{ normalisation, digest: await digest(model), learned: { from: "labels" } },
  };
  await writeSealed(file, "reward", packLearned({ header, model }));
  return { use: "model/file-v1", params: { file } };
}
