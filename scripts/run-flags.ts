import {
  type Device,
  fail,
  type NamedRewards,
  type Params,
  type RewardExpression,
  type RunField,
  type RunSpec,
  runFields,
} from "../src/core/index.ts";
import { readWhole } from "../src/record/index.ts";
import { parseExpression } from "../src/reward/index.ts";
import { type Registries, worldsFor } from "../src/run/index.ts";
import type { Flag, Flags } from "./flags.ts";
import { registries } from "./registries.ts";
import { parseSettings } from "./settings.ts";
import { customaryReward } from "./zoo/index.ts";

const defaultAgent = "learner/ppo-v1";
const defaultSteps = 100_000;

/** What help says besides of a field's flag, and what is taken where it is left out. */
const said = {
  env: "; `rewardgym list envs` shows them; ws://host:port/id for one on a server",
  reward: " [the env's customary one]",
  streams: ": name=reward [none]",
  watch: ": name=reward [none]",
  agent: ` [${defaultAgent}]`,
  seed: " [1]",
  steps: ` [${defaultSteps}]`,
  worlds: " [what suits]",
  group: " [worlds begin apart]",
  rolloutBy: " [as many steps as the agent asks for]",
  device: " [cpu]",
  overlap: " [no]",
  from: " [new ones]",
  anchor: " [none]",
  demonstrations: " [none]",
} satisfies { readonly [K in keyof RunSpec]-?: string };

/** The flag of a field of a run. None has a default, so that a flag that was left out can be noticed. */
function flagOf<K extends keyof typeof runFields>(name: K): FlagOf<(typeof runFields)[K]>;
function flagOf(name: keyof typeof runFields): Flag {
  const field: RunField = runFields[name];
  const describe = `${field.about}${said[name]}`;
  switch (field.kind) {
    case "number":
      return { type: "number", limits: field.limit.whole, describe };
    case "device":
    case "rollouts":
      return { type: "string", choices: field.limit, describe };
    case "flag":
      return { type: "boolean", describe };
    case "rewards":
      return { type: "string", array: true, nargs: 1, describe };
    default:
      return { type: "string", describe };
  }
}

export interface Described {
  readonly describe: string;
}
type FlagOf<F extends RunField> = Described &
  (F extends { readonly kind: "number" }
    ? { readonly type: "number"; readonly limits: readonly [number, number] }
    : F extends { readonly kind: "device" }
      ? { readonly type: "string"; readonly choices: readonly Device[] }
      : F extends { readonly kind: "rollouts" }
        ? { readonly type: "string"; readonly choices: readonly "episodes"[] }
        : F extends { readonly kind: "flag" }
          ? { readonly type: "boolean" }
          : F extends { readonly kind: "rewards" }
            ? { readonly type: "string"; readonly array: true; readonly nargs: 1 }
            : { readonly type: "string" });

/** The flags that say what is run, for every command that evaluates. */
export const runFlags = {
  env: flagOf("env"),
  server: { type: "string", describe: "where the worlds live, as `rewardgym serve` says [here]" },
  "token-file": { type: "string", describe: "file with the server's token [none]" },
  watchable: { type: "boolean", default: false, describe: "on a server: `rewardgym view` may watch its worlds" },
  reward: flagOf("reward"),
  watch: flagOf("watch"),
  agent: flagOf("agent"),
  seed: flagOf("seed"),
  worlds: flagOf("worlds"),
  group: flagOf("group"),
  "rollout-by": flagOf("rolloutBy"),
  device: flagOf("device"),
  set: {
    type: "string",
    array: true,
    nargs: 1,
    describe:
      "key=value: a param of the agent, env.key=value of the env, reward.key=value of the reward; key=@file: a file's text",
  },
} satisfies Flags;

/** Those that only training has besides. */
export const trainingFlags = {
  stream: flagOf("streams"),
  steps: flagOf("steps"),
  overlap: flagOf("overlap"),
} satisfies Flags;

export interface RunFlags {
  readonly env?: string;
  readonly reward?: string;
  readonly stream?: readonly string[];
  readonly watch?: readonly string[];
  readonly agent?: string;
  readonly seed?: number;
  readonly worlds?: number;
  readonly group?: number;
  readonly rolloutBy?: "episodes";
  readonly device?: Device;
  readonly set?: readonly string[];
  readonly steps?: number;
  readonly overlap?: boolean;
}

/**
 * The run that the flags describe, on top of a recorded run or else of the presets.
 * @throws `cli/usage`, `registry/unknown`, `reward/expression`, `input/json`
 */
export async function specFrom(
  flags: RunFlags,
  recorded?: RunSpec,
  { envs, presets }: Pick<Registries, "envs" | "presets"> = registries,
): Promise<RunSpec> {
  const settings = await parseSettings(flags.set ?? []);
  const env = flags.env ?? recorded?.env.id ?? failWithoutEnv();
  const agent = flags.agent ?? recorded?.agent.id ?? defaultAgent;
  await envs.find(env); // report an unknown id before errors that follow from it
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
    streams: await withNamed(recorded?.streams, "stream", flags.stream),
    watch: await withNamed(recorded?.watch, "watch", flags.watch),
    agent: over(recorded?.agent, agent, settings.agent),
    seed: flags.seed ?? recorded?.seed ?? 1,
    steps: flags.steps ?? recorded?.steps ?? defaultSteps,
    worlds: flags.worlds ?? recorded?.worlds ?? worldsFor(agent, env, { presets }),
    group: flags.group ?? recorded?.group,
    rolloutBy: flags.rolloutBy ?? recorded?.rolloutBy,
    device: flags.device ?? recorded?.device ?? "cpu",
    overlap: flags.overlap ?? recorded?.overlap,
  };
}

function failWithoutEnv(): never {
  fail("cli/usage", { given: "no --env", expected: "an env's id", fix: "`rewardgym list envs` shows them all." });
}

/**
 * Rewards by name, over those that a run has: each given as `name=reward`.
 * @throws `cli/usage`, and what `readReward` throws
 */
export async function withNamed(
  recorded: NamedRewards | undefined,
  flag: string,
  texts: readonly string[] = [],
): Promise<NamedRewards | undefined> {
  const given = new Map<string, RewardExpression>();
  for (const text of texts) {
    const [, name, reward] = /^([^=\s]+)=(.+)$/s.exec(text) ?? [];
    if (name === undefined)
      fail("cli/usage", {
        given: `--${flag} ${text}`,
        expected: "name=reward",
        fix: `--${flag} gold=sparse/success-v1.`,
      });
    if (given.has(name)) fail("cli/usage", { given: `--${flag} ${name}=... twice`, expected: "each name once" });
    given.set(name, await readReward(reward));
  }
  return given.size ? { ...recorded, ...Object.fromEntries(given) } : recorded;
}

/**
 * A reward as a command line names it: an id, an expression as JSON, the path of a .json file with one, or that of a
 * learned reward's .reward file.
 */
export async function readReward(text: string): Promise<RewardExpression> {
  if (isLearned(text)) return { use: "model/file-v1", params: { file: text } };
  if (!/^[^{[]*\.json$/.test(text)) return parseExpression(text);
  return parseExpression(new TextDecoder().decode(await readWhole(text, "a reward expression as JSON")));
}

/** Whether a text is the path of a learned reward. */
export const isLearned = (text: string): boolean => /^[^{[]*\.reward$/.test(text);

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
