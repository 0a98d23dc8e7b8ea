import type { Argv } from "yargs";
import { bindEnv, fail, highestSeed } from "../../src/core/index.ts";
import { makeFolder } from "../../src/record/folder.ts";
import { openReward, rewardHost } from "../../src/reward/index.ts";
import type { Flags } from "../flags.ts";
import { interruptible } from "../interrupt.ts";
import { fromHere } from "../places.ts";
import { type Cast, newCast, sizeFor } from "../play/cast.ts";
import { type Game, openGame } from "../play/game.ts";
import { parseKeys } from "../play/keys.ts";
import { playLive } from "../play/live.ts";
import { describe, judge, requirePlayable } from "../play/outcome.ts";
import { playScript } from "../play/scripted.ts";
import { isAtTerminal, openTerminal } from "../play/terminal.ts";
import { registries } from "../registries.ts";
import { readReward } from "../run-flags.ts";
import { parseSettings } from "../settings.ts";
import { customaryReward, paramsForPeople } from "../zoo/index.ts";

export const flags = {
  reward: { type: "string", describe: "id, expression as JSON, or .json file [the env's customary one]" },
  seed: { type: "number", limits: [0, highestSeed], default: 1, describe: "seed of the episode" },
  set: { type: "string", array: true, nargs: 1, describe: "env.key=value: a param of the env" },
  keys: { type: "string", describe: "keys to press, instead of a terminal: letters, and names such as <ArrowUp>" },
  pace: { type: "number", limits: [0.01, 60], describe: "time from key to key in the recording of --keys [s]" },
  realtime: { type: "boolean", default: false, describe: "the world goes by the clock, doing what was pressed last" },
  record: { type: "string", describe: "folder for the episode, which `train --demonstrations` reads" },
  cast: { type: "string", describe: "file for what the terminal showed, as asciicast (asciinema)" },
} satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "play <env>",
    "Play an env yourself in the terminal, by its keys",
    (args) =>
      args
        .positional("env", { type: "string", demandOption: true, describe: "an env's id" })
        .options(flags)
        .example("$0 play dungeon/score-v1", "with all its keys")
        .example("$0 play dungeon/score-v1 --set env.actions=task", "with those that agents have")
        .example("$0 play classic/pendulum-v1 --realtime --record demonstrations", "")
        .example('$0 play dungeon/score-v1 --keys "hjkl<Ctrl+d>h"', "without a terminal"),
    async ({ env: id, reward, seed, set = [], keys, pace, realtime, record, cast: castFile }) => {
      const definition = await registries.envs.find(id);
      const choice = {
        id,
        params: { ...(isForPeople(keys) && paramsForPeople(definition.params)), ...envSettings(set) },
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
    },
  );

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

function envSettings(set: readonly string[]) {
  const { env, reward, agent } = parseSettings(set);
  const [other] = [...Object.keys(reward).map((name) => `reward.${name}`), ...Object.keys(agent)];
  if (other !== undefined)
    fail("cli/usage", { given: `--set ${other}`, expected: "a param of the env", fix: "--set env.maxSteps=200" });
  return env;
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
