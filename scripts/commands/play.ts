import type { Argv } from "yargs";
import { fail, highestSeed } from "../../src/core/index.ts";
import type { Flags } from "../flags.ts";
import { playInPage } from "../play/play-in-page.ts";
import { playOnce } from "../play/play-once.ts";

export const flags = {
  reward: { type: "string", describe: "id, expression as JSON, .json or .reward file [the env's customary one]" },
  seed: { type: "number", limits: [0, highestSeed], default: 1, describe: "seed of the episode" },
  set: {
    type: "string",
    array: true,
    nargs: 1,
    describe: "env.key=value: a param of the env; env.key=@file: a file's text",
  },
  keys: { type: "string", describe: "keys to press, instead of a terminal: letters, and names such as <ArrowUp>" },
  pace: { type: "number", limits: [0.01, 60], describe: "time from key to key in the recording of --keys [s]" },
  realtime: { type: "boolean", default: false, describe: "the world goes by the clock, doing what was pressed last" },
  record: { type: "string", describe: "folder for the episode, which `train --demonstrations` reads" },
  page: { type: "boolean", default: false, describe: "in a browser, as many episodes as you like" },
  open: { type: "boolean", default: false, describe: "with --page: open it in a browser" },
  port: { type: "number", limits: [0, 65_535], describe: "with --page: 0 for any free one [7448]" },
  cast: { type: "string", describe: "file for what the terminal showed, as asciicast (asciinema)" },
} satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "play <env>",
    "Play an env yourself, in the terminal or in a browser",
    (args) =>
      args
        .positional("env", { type: "string", demandOption: true, describe: "an env's id" })
        .options(flags)
        .example("$0 play dungeon/score-v1", "with all its keys")
        .example("$0 play dungeon/score-v1 --set env.actions=task", "with those that agents have")
        .example(
          "$0 play locomotion/ant-v1 --page --open --record demonstrations",
          "with keys, a gamepad, or the mouse",
        )
        .example("$0 play classic/pendulum-v1 --realtime --record demonstrations", "")
        .example('$0 play dungeon/score-v1 --keys "hjkl<Ctrl+d>h"', "without a terminal"),
    ({ page, open, port, ...asked }) => {
      if (page) return playInPage(asked, { open, port: port ?? 7448 });
      if (open || port !== undefined)
        fail("cli/usage", { given: `--${open ? "open" : "port"} without --page`, expected: "both, or neither" });
      return playOnce(asked);
    },
  );
