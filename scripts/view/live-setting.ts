import { dirname } from "node:path";
import { WebSocket } from "ws";
import { bindEnv, fail, type RewardExpression } from "../../src/core/index.ts";
import { readRun, readWhole, runPaths, versionsHere } from "../../src/record/index.ts";
import { filesIn } from "../../src/reward/index.ts";
import type { LiveServing, LiveSetting } from "../../src/viewer/server/index.ts";
import { connect, type SocketKind, watchableAt } from "../../src/wire/client/index.ts";
import { registries } from "../registries.ts";
import { readToken } from "../remote.ts";
import { readReward } from "../run-flags.ts";
import { parseSettings } from "../settings.ts";
import { customaryReward, presets } from "../zoo/index.ts";

/** What somebody asks for who wants to see worlds live. */
export interface LiveAsked {
  readonly env?: string;
  readonly reward?: string;
  readonly set?: readonly string[];
  readonly seed?: number;
  readonly worlds?: number;
  readonly tokenFile?: string;
}

/** What somebody asks for who wants to watch. */
export interface WatchAsked extends Pick<LiveAsked, "tokenFile"> {
  readonly session?: string;
}

/** Worlds of a server: `ws://host:7447/family/name-v1`. @throws `cli/usage` */
export async function settingOfServer(address: string, asked: LiveAsked): Promise<LiveServing> {
  const [, url, named] = /^(wss?:\/\/[^/]+)(?:\/(.+))?$/.exec(address) ?? [];
  const env = named ?? asked.env;
  if (url === undefined || env === undefined)
    return fail("cli/usage", {
      given: address,
      expected: "a server and an env that it serves",
      fix: "view ws://127.0.0.1:7447/classic/cart-pole-v1",
    });
  const token = asked.tokenFile === undefined ? undefined : await readToken(asked.tokenFile);
  const { env: params } = await parseSettings(asked.set ?? []);
  const setting: LiveSetting = {
    ...common(asked, env),
    title: env,
    env: { id: env, params },
    reward: await rewardFor(env, asked.reward),
    server: { url, ...(token && { token }) },
    driver: "random",
    keeps: false,
  };
  return { setting };
}

/**
 * A session of a server that others step and may be watched: the one that is named, or the only one.
 * @throws `cli/usage` where there is none or none is named among several, `wire/unreachable`
 */
export async function settingOfWatched(url: string, { session, ...asked }: WatchAsked): Promise<LiveServing> {
  const token = asked.tokenFile === undefined ? undefined : await readToken(asked.tokenFile);
  const connection = await connect(url, { token, socket: WebSocket as unknown as SocketKind });
  try {
    const all = await watchableAt(connection);
    const found = session === undefined ? all : all.filter((each) => each.session === session);
    if (found.length !== 1)
      fail("cli/usage", {
        given: `${url} with ${all.length} sessions that may be watched${session === undefined ? "" : `, none of them ${session}`}`,
        expected: all.length === 0 ? "one that somebody steps, and lets others watch" : "the name of one",
        fix:
          all.length === 0
            ? `train --env ${url}/classic/cart-pole-v1 --watchable; for worlds of your own: view ${url}/classic/cart-pole-v1`
            : all.map((each) => `--session ${each.session} (${each.env}, ${each.worlds} worlds)`).join(", "),
      });
    const [{ session: name, env }] = found;
    const setting: LiveSetting = {
      ...common(asked, env),
      title: env,
      env: { id: env },
      reward: null,
      server: { url, session: name, ...(token && { token }) },
      driver: "random",
      keeps: false,
    };
    return { setting };
  } finally {
    connection.close();
  }
}

/** A run's `policy.onnx`, in the env that it was trained in. @param path the file, or the run's folder */
export async function settingOfPolicy(
  path: string,
  asked: LiveAsked,
): Promise<Required<Pick<LiveServing, "setting" | "policy">>> {
  const isFile = path.endsWith(".onnx");
  const folder = isFile ? dirname(path) : path;
  const file = isFile ? path : runPaths(folder).policy;
  const policy = await readWhole(file, "a run's policy.onnx");
  const known = asked.env === undefined ? await runOf(folder, file) : undefined;
  const id = asked.env ?? known!.env.id;
  const params = { ...known?.env.params, ...(await parseSettings(asked.set ?? [])).env };
  bindEnv(await registries.envs.find(id), params);
  const setting: LiveSetting = {
    ...common(asked, id),
    title: id,
    env: { id, params },
    reward: await rewardFor(id, asked.reward, known?.reward),
    driver: "policy",
    policy: "policy.onnx",
    agent: known?.agent.id ?? "exported/policy-v1",
    keeps: false,
  };
  return { setting, policy };
}

async function runOf(folder: string, file: string) {
  try {
    const { description } = await readRun(folder, versionsHere());
    return description.spec;
  } catch (cause) {
    return fail("cli/usage", {
      given: `${file} without its run beside it`,
      expected: "a run's policy.onnx in its folder, or --env",
      fix: "--env classic/cart-pole-v1",
      cause,
    });
  }
}

/** What all live pages are told. */
export function common({ seed = 1, worlds = 1 }: LiveAsked, env: string) {
  const { controller } = presets("baseline/scripted-v1", env).params ?? {};
  return { seed, worlds, versions: versionsHere(), ...(typeof controller === "string" && { controller }) };
}

/** The reward of a page. Pages have no files, so what was learned into one is not among them. */
export async function rewardFor(
  env: string,
  named: string | undefined,
  recorded?: RewardExpression,
): Promise<RewardExpression | null> {
  if (named !== undefined) {
    const reward = await readReward(named);
    if (filesIn(reward).length)
      fail("cli/usage", { given: `--reward ${named}`, expected: "a reward without files: a page has none" });
    return reward;
  }
  if (recorded !== undefined && filesIn(recorded).length === 0) return recorded;
  return registries.envs.has(env) ? customaryReward(env) : null;
}
