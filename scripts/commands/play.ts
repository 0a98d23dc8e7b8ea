import type { Argv } from "yargs";
import { highestSeed } from "../../src/core/index.ts";
import type { Flags } from "../flags.ts";
import { playOnce } from "../play/play-once.ts";

export const flags = {
  reward: { type: "string", describe: "id, expression as JSON, .json or .reward file [the env's customary one]" },
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
    (asked) => playOnce(asked),
  );
