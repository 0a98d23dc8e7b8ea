import yargs, { type Argv } from "yargs";
import { CodedError, fail, nearest } from "../src/core/index.ts";
import { versionsHere } from "../src/record/index.ts";
import * as ablate from "./commands/ablate.ts";
import * as bench from "./commands/bench.ts";
import * as check from "./commands/check.ts";
import * as doctor from "./commands/doctor.ts";
import * as evaluate from "./commands/eval.ts";
import * as list from "./commands/list.ts";
import * as make from "./commands/new.ts";
import * as play from "./commands/play.ts";
import * as replay from "./commands/replay.ts";
import * as compare from "./commands/reward/compare.ts";
import * as explain from "./commands/reward/explain.ts";
import * as exportReward from "./commands/reward/export.ts";
import * as fit from "./commands/reward/fit.ts";
import * as inspect from "./commands/reward/inspect.ts";
import * as rescore from "./commands/reward/rescore.ts";
import * as runs from "./commands/runs.ts";
import * as serve from "./commands/serve.ts";
import * as start from "./commands/start.ts";
import * as train from "./commands/train.ts";
import { checkFlags, type Flags } from "./flags.ts";
import { exitCodeOf, report, usageError } from "./outcome.ts";

interface Command {
  readonly flags: Flags;
  command(cli: Argv): unknown;
}

/** What can be asked about rewards. */
const rewardCommands = { inspect, compare, rescore, explain, fit, export: exportReward };

/** By name, in the order of the help. */
export const commands: { readonly [name: string]: Command } = {
  start,
  train,
  eval: evaluate,
  ablate,
  runs,
  list,
  check,
  play,
  replay,
  ...Object.fromEntries(Object.entries(rewardCommands).map(([name, command]) => [`reward ${name}`, command])),
  serve,
  new: make,
  bench,
  doctor,
};

const widest = 110; // columns of help
const narrowest = 40; // below that yargs breaks words

/** Declares commands whose names are two words. */
function groupOf(cli: Argv, group: string, about: string, of: { readonly [name: string]: Command }): void {
  cli.command(
    `${group} [what..]`,
    about,
    (args) => {
      for (const { command } of Object.values(of)) command(args);
      return args;
    },
    ({ what }) => {
      const [given] = (what as readonly string[] | undefined) ?? [];
      const names = Object.keys(of);
      fail("cli/usage", {
        given: given === undefined ? `${group} without a word after it` : `${group} ${given}`,
        expected: `${group} ${names.join(", ")}`.replace(/, (\w+)$/, " or $1"),
        fix: given === undefined ? undefined : nearest(given, names),
      });
    },
  );
}

/** The command that words begin with, if there is one. */
const commandIn = (words: readonly (string | number)[]): string | undefined =>
  [words.slice(0, 2).join(" "), String(words[0])].find((known) => Object.hasOwn(commands, known));

/** Runs a command line and returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const cli = yargs([...args])
    .scriptName("rewardgym")
    .usage("$0 <command>\n\nEnvironments measure. Rewards wish. Agents decide.")
    .version(versionsHere().rewardgym)
    .locale("en")
    .strict()
    .parserConfiguration({ "dot-notation": false })
    .middleware(({ _: words }) => {
      const name = commandIn(words);
      if (name !== undefined) checkFlags(args, name, commands[name].flags);
    }, true)
    .demandCommand(1, "no command")
    .wrap(Math.min(widest, Math.max(narrowest, process.stdout.columns || widest)))
    .exitProcess(false)
    .fail((complaint, thrown) => {
      if (thrown instanceof CodedError || complaint === null) throw thrown;
      throw usageError(complaint, commandIn(args) ?? args[0], Object.keys(commands));
    });
  for (const [name, { command }] of Object.entries(commands)) {
    if (name === "reward inspect")
      groupOf(cli, "reward", "Look into a reward, compare it with others, learn one from labels", rewardCommands);
    if (!name.includes(" ")) command(cli);
  }
  try {
    if (args.includes("--")) fail("cli/usage", { given: "a bare --", expected: "a command and its flags" });
    await cli.parseAsync();
    return 0;
  } catch (thrown) {
    report(thrown);
    return exitCodeOf(thrown);
  }
}
