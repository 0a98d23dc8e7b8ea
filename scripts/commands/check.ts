import type { Argv } from "yargs";
import { checkEnv, checkReward, checkTransform, type Finding, report } from "../../src/check/index.ts";
import {
  type BoundEnv,
  bindEnv,
  bindReward,
  fail,
  listing,
  nearest,
  type Params,
  type Reward,
  vectorsIn,
} from "../../src/core/index.ts";
import type { Flags } from "../flags.ts";
import { registries } from "../registries.ts";
import { envSettings } from "../settings.ts";

const { envs, rewards, transforms } = registries;

export const flags = {
  env: { type: "string", describe: "env whose worlds a reward is checked on" },
  set: {
    type: "string",
    array: true,
    nargs: 1,
    describe: "env.key=value: a param of the env; env.key=@file: a file's text",
  },
  json: { type: "boolean", describe: "findings as JSON" },
} satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "check <id>",
    "Check that an env, reward or transform keeps its contract",
    (args) =>
      args
        .positional("id", { type: "string", demandOption: true, describe: "its id" })
        .options(flags)
        .example("$0 check classic/pendulum-v1", "")
        .example("$0 check driving/route-v1 --set env.map=@town.json", "on a map of your own")
        .example("$0 check shaped/upright-v1 --env classic/cart-pole-v1", ""),
    async ({ id, env, set, json }) => {
      const findings = await findingsOf(id, env, await envSettings(set));
      console.log(json ? JSON.stringify(findings, null, 2) : report(id, findings));
      const failed = findings.filter(({ ok }) => !ok).map(({ name }) => name);
      if (failed.length)
        fail("env/conformance", { given: `${id} that fails ${listing(failed)}`, expected: "every check to pass" });
    },
  );

async function findingsOf(id: string, env: string | undefined, params: Params): Promise<Finding[]> {
  if (env !== undefined && (envs.has(id) || transforms.has(id)))
    fail("cli/usage", { given: `--env for ${id}`, expected: "--env with the id of a reward only" });
  if (envs.has(id)) return checkEnv(await envs.get(id), { params });
  const [param] = Object.keys(params);
  if (param !== undefined && env === undefined)
    fail("cli/usage", { given: `--set env.${param} for ${id}`, expected: "the id of an env, or --env beside it" });
  if (transforms.has(id)) return checkTransform(await transforms.get(id));
  if (rewards.has(id)) {
    const reward = await rewards.get(id);
    if (reward.takes?.file)
      fail("reward/file", {
        given: `${id}, which is what its file makes it`,
        expected: "a reward without a file",
        fix: "`rewardgym reward inspect` binds one with its file.",
      });
    return checkReward(reward, {
      env: env === undefined ? await envFor(reward) : bindEnv(await envs.find(env), params),
    });
  }
  const ids = [...envs.ids, ...rewards.ids, ...transforms.ids];
  return fail("registry/unknown", {
    given: JSON.stringify(id),
    expected: "the id of an env, a reward or a transform",
    fix: nearest(id, ids) ?? "`rewardgym list envs` and `rewardgym list rewards` show them.",
  });
}

/** The first env with the features that a reward reads; undefined if there is none. */
async function envFor(reward: Reward): Promise<BoundEnv | undefined> {
  const { features = [], vectors = [], events = [] } = bindReward(reward).inputs;
  return (await envs.all())
    .map((env) => bindEnv(env))
    .find(
      (env) =>
        features.every((name) => name in env.features) &&
        vectors.every((name) => vectorsIn(env.features).includes(name)) &&
        events.every((name) => name in env.events),
    );
}
