import { type Device, fail, type Params, type RewardExpression, type RunSpec } from "../src/core/index.ts";
import { readWhole } from "../src/record/index.ts";
import { parseExpression } from "../src/reward/index.ts";
import { type Registries, worldsFor } from "../src/run/index.ts";
import { customaryReward } from "./customary.ts";
import { anyCountOrNone, type Flags } from "./flags.ts";
import { registries } from "./registries.ts";
import { parseSettings } from "./settings.ts";

/** The flags that describe a run. They have no defaults here, so that missing flags can be noticed. */
export const runFlags = {
  env: {
    type: "string",
    describe: "env id; `rewardgym list envs` shows them; ws://host:port/id for one on a server",
  },
  server: { type: "string", describe: "where the worlds live, as `rewardgym serve` says [here]" },
  "token-file": { type: "string", describe: "file with the server's token [none]" },
  reward: {
    type: "string",
    describe: "id, expression as JSON, or path of a .json file [the env's customary one]",
  },
  agent: { type: "string", describe: "agent id [learner/ppo-v1]" },
  seed: { type: "number", limits: anyCountOrNone, describe: "seed of all random numbers [1]" },
  worlds: { type: "number", limits: [1, 65_536], describe: "number of parallel worlds [by preset]" },
  device: { type: "string", choices: ["cpu", "webgpu", "cuda"] as const, describe: "where the agent computes [cpu]" },
  set: {
    type: "string",
    array: true,
    nargs: 1,
    describe: "key=value: a param of the agent, env.key=value of the env, reward.key=value of the reward",
  },
} satisfies Flags;

export interface RunFlags {
  readonly env?: string;
  readonly reward?: string;
  readonly agent?: string;
  readonly seed?: number;
  readonly worlds?: number;
  readonly device?: Device;
  readonly set?: readonly string[];
  readonly steps?: number;
  readonly overlap?: boolean;
}

const defaultSteps = 100_000;

/**
 * The run that the flags describe, on top of a recorded run or else of the presets.
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
  envs.find(env); // report an unknown id before errors that follow from it
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
    device: flags.device ?? recorded?.device ?? "cpu",
    overlap: flags.overlap ?? recorded?.overlap,
  };
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
    expected: "a single reward",
    fix: "Write the params into the expression.",
  });
}
