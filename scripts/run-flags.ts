import type { Argv } from "yargs";
import { type Device, fail, type Params, type RewardExpression, type RunSpec } from "../src/core/index.ts";
import { readWhole } from "../src/record/index.ts";
import { parseExpression } from "../src/reward/index.ts";
import { type Registries, worldsFor } from "../src/run/index.ts";
import { customaryReward } from "./customary.ts";
import { registries } from "./registries.ts";
import { parseSettings } from "./settings.ts";

/** The flags that say what a run is. None has a default here, so that what was left away can be told. */
export const runFlags = <T>(args: Argv<T>) =>
  args
    .option("env", {
      type: "string",
      requiresArg: true,
      describe: "env id; `rewardgym list envs` shows them; ws://host:port/id for one on a server",
    })
    .option("server", {
      type: "string",
      requiresArg: true,
      describe: "where the worlds live, as `rewardgym serve` says [here]",
    })
    .option("token-file", { type: "string", requiresArg: true, describe: "file with the server's token [none]" })
    .option("reward", {
      type: "string",
      requiresArg: true,
      describe: "id, expression as JSON, or path of a .json file [the env's customary one]",
    })
    .option("agent", { type: "string", requiresArg: true, describe: "agent id [learner/ppo-v1]" })
    .option("seed", { type: "number", requiresArg: true, describe: "whole number that all chance follows from [1]" })
    .option("worlds", { type: "number", requiresArg: true, describe: "worlds that live side by side [what suits]" })
    .option("group", {
      type: "number",
      requiresArg: true,
      describe: "worlds of a group, whose episodes begin from the same states [worlds begin apart]",
    })
    .option("rollout-by", {
      type: "string",
      requiresArg: true,
      describe: "episodes: a rollout holds one whole episode of every world [as many steps as the agent asks for]",
    })
    .option("device", { type: "string", requiresArg: true, describe: "cpu, webgpu or cuda [cpu]" })
    .option("set", {
      type: "string",
      array: true,
      nargs: 1,
      describe: "key=value: a param of the agent, env.key=value of the env, reward.key=value of the reward",
    });

export interface RunFlags {
  readonly env?: string;
  readonly reward?: string;
  readonly agent?: string;
  readonly seed?: number;
  readonly worlds?: number;
  readonly group?: number;
  readonly rolloutBy?: string;
  readonly device?: string;
  readonly set?: readonly string[];
  readonly steps?: number;
  readonly overlap?: boolean;
}

const defaultSteps = 100_000;

/**
 * The run that flags describe: over a recorded one where there is one, else over what suits.
 * @throws `cli/usage`, `registry/unknown`, `reward/expression`, `input/json`
 */
export async function specFrom(
  flags: RunFlags,
  recorded?: RunSpec,
  { envs, agents }: Pick<Registries, "envs" | "agents"> = registries,
): Promise<RunSpec> {
  const settings = parseSettings(flags.set ?? []);
  const env = flags.env ?? recorded?.env.id ?? failWithoutEnv();
  const agent = flags.agent ?? recorded?.agent.id ?? "learner/ppo-v1";
  envs.find(env); // an unknown id shows before anything that follows from it
  const over = (known: { readonly id: string; readonly params: Params } | undefined, id: string, given: Params) => ({
    id,
    params: { ...(known?.id === id && known.params), ...given },
  });
  return {
    env: over(recorded?.env, env, settings.env),
    reward: withParams(
      flags.reward === undefined ? (recorded?.reward ?? customaryReward(env)) : await readReward(flags.reward),
      settings.reward,
    ),
    agent: over(recorded?.agent, agent, settings.agent),
    seed: flags.seed ?? recorded?.seed ?? 1,
    steps: flags.steps ?? recorded?.steps ?? defaultSteps,
    worlds: flags.worlds ?? recorded?.worlds ?? worldsFor(agent, env, { agents }),
    group: flags.group ?? recorded?.group,
    rolloutBy: (flags.rolloutBy as RunSpec["rolloutBy"]) ?? recorded?.rolloutBy,
    device: (flags.device ?? recorded?.device ?? "cpu") as Device,
    overlap: flags.overlap ?? recorded?.overlap,
  };
}

/** @throws `cli/usage` for a flag that is no whole number, or too low */
export function wholeFlag(name: string, value: number, lowest: number): number {
  if (Number.isInteger(value) && value >= lowest) return value;
  return fail("cli/usage", { given: `--${name} ${value}`, expected: `a whole number of at least ${lowest}` });
}

function failWithoutEnv(): never {
  fail("cli/usage", { given: "no --env", expected: "an env's id", fix: "`rewardgym list envs` shows them all." });
}

export async function readReward(text: string): Promise<RewardExpression> {
  if (!/^[^{[]*\.json$/.test(text)) return parseExpression(text);
  return parseExpression(new TextDecoder().decode(await readWhole(text, "a reward expression as JSON")));
}

function withParams(reward: RewardExpression, params: Params): RewardExpression {
  if (Object.keys(params).length === 0) return reward;
  if (typeof reward === "string") return { use: reward, params };
  if ("use" in reward) return { ...reward, params: { ...reward.params, ...params } };
  return fail("cli/usage", {
    given: `--set reward.${Object.keys(params)[0]} for a composed reward`,
    expected: "a reward that is a single one",
    fix: "Write the params into the expression.",
  });
}
