import { openExported } from "../../agents/index.ts";
import { bindEnv, fail, isLearner, type Policy, type RunSpec } from "../../src/core/index.ts";
import { readWhole } from "../../src/record/index.ts";
import { type LearnedReward, openPolicy, openTrained, settle } from "../../src/run/index.ts";
import { lastName } from "../evaluation.ts";
import type { Place } from "../remote.ts";
import { type RunFlags, specFrom } from "../run-flags.ts";
import { parseSettings } from "../settings.ts";

/** Somebody who acts, and the task. */
export interface OpenedAgent {
  readonly spec: RunSpec;
  readonly policy: Policy;
  /** What a run's reward had learned. */
  readonly learned?: LearnedReward;
  /** What the files of its episodes are called after. */
  readonly name: string;
}

/** The id that recorded episodes name as their agent, where the agent is a `policy.onnx`. */
const exported = "exported/policy-v1";

/**
 * Opens the agent of a run, a run's `policy.onnx`, or an agent that needs no training, while a function uses it.
 * @param source a run's folder, or a `.onnx` file, or nothing for `--agent`
 * @throws `cli/usage` for flags that do not go with the source, and what opening it throws
 */
export async function withAgent<T>(
  source: string | undefined,
  flags: RunFlags,
  { registries }: Pick<Place, "registries">,
  use: (opened: OpenedAgent) => Promise<T>,
): Promise<T> {
  await checkFlags(source, flags);
  const opened = await open(source, flags, registries);
  try {
    return await use(opened);
  } finally {
    await opened.policy.close?.();
  }
}

const isModel = (source: string) => source.endsWith(".onnx");

async function open(
  source: string | undefined,
  flags: RunFlags,
  registries: Place["registries"],
): Promise<OpenedAgent> {
  if (source !== undefined && !isModel(source)) {
    const { spec, policy, learned, steps, notices } = await openTrained(source, registries, flags.device);
    for (const notice of notices) console.error(notice);
    return { spec: await specFrom(flags, spec, registries), policy, learned, name: String(steps) };
  }
  if (source !== undefined) {
    const asked = await specFrom({ ...flags, agent: "baseline/random-v1" }, undefined, registries); // knows no params
    const spec = { ...(await settle(asked, registries)), agent: { id: exported, params: {} } };
    const env = bindEnv(await registries.envs.find(spec.env.id), spec.env.params);
    const policy = await openExported(await readWhole(source, "a run's policy.onnx"), env);
    return { spec, policy, name: `policy-${lastName(env.id)}` };
  }
  const spec = await settle(await specFrom(flags, undefined, registries), registries);
  const env = bindEnv(await registries.envs.find(spec.env.id), spec.env.params);
  const policy = await openPolicy(spec, registries, env);
  if (isLearner(policy))
    console.error(
      `${spec.agent.id} has not been trained: it acts by its first weights. Name a run's folder to have a trained one.`,
    );
  return { spec, policy, name: `${lastName(spec.agent.id)}-${lastName(env.id)}` };
}

async function checkFlags(source: string | undefined, { env, agent, set = [] }: RunFlags): Promise<void> {
  if (source === undefined) {
    if (agent === undefined)
      fail("cli/usage", {
        given: "nobody who acts",
        expected: "a run's folder, a policy.onnx with --env, --agent with --env, or --play with --env",
        fix: "--agent baseline/scripted-v1",
      });
    return;
  }
  if (agent !== undefined || (env !== undefined && !isModel(source)))
    fail("cli/usage", {
      given: `${source} and ${agent === undefined ? "--env" : "--agent"}`,
      expected: isModel(source) ? "one or the other: the file is the agent" : "one or the other: a run names both",
    });
  const [param] = Object.keys((await parseSettings(set)).agent);
  if (param !== undefined)
    fail("cli/usage", {
      given: `${source} and --set ${param}, a param of its agent`,
      expected: "params of the env or the reward only: the agent was trained with its own",
      fix: `--set env.${param} or --set reward.${param}, if one of these is meant.`,
    });
}
