import { bindEnv, fail } from "../../src/core/index.ts";
import { makeFolder } from "../../src/record/folder.ts";
import { openReward, rewardHost } from "../../src/reward/index.ts";
import { interruptible } from "../interrupt.ts";
import { fromHere } from "../places.ts";
import { registries } from "../registries.ts";
import { readReward } from "../run-flags.ts";
import { envSettings } from "../settings.ts";
import { customaryReward, paramsForPeople } from "../zoo/index.ts";
import { type Cast, newCast, sizeFor } from "./cast.ts";
import { type Game, openGame } from "./game.ts";
import { parseKeys } from "./keys.ts";
import { playLive } from "./live.ts";
import { describe, judge, requirePlayable } from "./outcome.ts";
import { playScript } from "./scripted.ts";
import { isAtTerminal, openTerminal } from "./terminal.ts";

/** What somebody asks for who wants to play. */
export interface PlayRequest {
  readonly env: string;
  readonly seed: number;
  readonly realtime: boolean;
  readonly reward?: string;
  readonly set?: readonly string[];
  /** Keys to press, instead of a terminal. */
  readonly keys?: string;
  readonly pace?: number;
  /** Folder for the episode. */
  readonly record?: string;
  /** File for what the terminal showed. */
  readonly cast?: string;
}

/**
 * Lets a person play an episode, or plays keys, and says what came of it.
 * @throws `env/unsupported`, `cli/usage`, and what opening env and reward throws
 */
export async function playOnce(request: PlayRequest): Promise<void> {
  const { env: id, reward, seed, set = [], keys, pace, realtime, record, cast: castFile } = request;
  const definition = await registries.envs.find(id);
  const choice = {
    id,
    params: { ...(isForPeople(keys) && paramsForPeople(definition.params)), ...(await envSettings(set)) },
  };
  const env = bindEnv(definition, choice.params);
  requirePlayable(env);
  checkRealtime(realtime, keys, env);
  const script = keys === undefined ? undefined : parseKeys(keys, Object.keys(env.keys));
  const judging = {
    choice,
    reward: reward === undefined ? customaryReward(id) : await readReward(reward),
    seed,
    record,
  };
  await (await openReward(judging.reward, registries, env, rewardHost(env, { seats: 1, seed }))).close?.(); // fits
  const isLive = script === undefined;
  if (isLive && !isAtTerminal()) openTerminal(); // says what is missing before anything begins
  if (record !== undefined) await makeFolder(record); // or nobody need begin
  await interruptible(async (signal) => {
    const game = await openGame(choice, seed);
    try {
      const cast = isLive
        ? await live(game, realtime, signal, castFile !== undefined)
        : await scripted(game, script, castFile !== undefined, pace);
      await tell(game, judging);
      if (castFile !== undefined) await cast?.write(castFile);
      if (castFile !== undefined) console.error(`recorded ${fromHere(castFile)}`);
      signal.throwIfAborted();
    } finally {
      await game.close();
    }
  });
}

/** Whether somebody plays at a terminal; keys that are given were written for the env as it is. */
const isForPeople = (keys: string | undefined) => keys === undefined;

async function live(game: Game, realtime: boolean, signal: AbortSignal, isCast: boolean): Promise<Cast | undefined> {
  const terminal = openTerminal();
  try {
    const cast = isCast ? newCast(terminal.size, game.env.id, Math.floor(Date.now() / 1000)) : undefined;
    await playLive({ game, terminal, signal, realtime, cast });
    return cast;
  } finally {
    terminal.close();
  }
}

async function scripted(
  game: Game,
  keys: readonly string[],
  isCast: boolean,
  pace?: number,
): Promise<Cast | undefined> {
  const size = sizeFor(game.sight.least);
  const cast = isCast ? newCast(size, game.env.id) : undefined;
  const left = await playScript(game, keys, cast, pace);
  console.log(`${game.sight.page(size).plain.join("\n")}\n`);
  if (left) console.error(`The episode was over after ${keys.length - left} of ${keys.length} keys.`);
  return cast;
}

async function tell(game: Game, judging: Parameters<typeof judge>[1]): Promise<void> {
  if (game.actions.length === 0) {
    console.log(`${game.env.id}: nothing was played.`);
    return;
  }
  const { result, file } = await judge(game, judging);
  console.log(describe(game, result));
  if (file !== undefined) console.error(`recorded ${fromHere(file)}`);
}

function checkRealtime(realtime: boolean, keys: string | undefined, env: { id: string; stepSeconds: number }): void {
  if (!realtime) return;
  if (keys !== undefined)
    fail("cli/usage", {
      given: "--realtime and --keys",
      expected: "one or the other: keys that are given wait for nobody",
    });
  if (env.stepSeconds === 0)
    fail("cli/usage", { given: `--realtime for ${env.id}`, expected: "an env whose steps take time" });
}
