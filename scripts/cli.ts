import yargs, { type Argv } from "yargs";
import { CodedError, fail, nearest } from "../src/core/index.ts";
import { versionsHere } from "../src/record/index.ts";
import * as ablate from "./commands/ablate.ts";
import * as bench from "./commands/bench.ts";
import * as check from "./commands/check.ts";
import * as exportDemos from "./commands/demos/export.ts";
import * as importDemos from "./commands/demos/import.ts";
import * as inspectDemos from "./commands/demos/inspect.ts";
import * as recordDemos from "./commands/demos/record.ts";
import * as doctor from "./commands/doctor.ts";
import * as evaluate from "./commands/eval.ts";
import * as list from "./commands/list.ts";
import * as drawMap from "./commands/map/draw.ts";
import * as exportMap from "./commands/map/export.ts";
import * as generateMap from "./commands/map/generate.ts";
import * as importMap from "./commands/map/import.ts";
import * as recordMap from "./commands/map/record.ts";
import * as make from "./commands/new.ts";
import * as play from "./commands/play.ts";
import * as render from "./commands/render.ts";
import * as replay from "./commands/replay.ts";
import * as branch from "./commands/reward/branch.ts";
import * as compare from "./commands/reward/compare.ts";
import * as explain from "./commands/reward/explain.ts";
import * as exportReward from "./commands/reward/export.ts";
import * as fit from "./commands/reward/fit.ts";
import * as inspect from "./commands/reward/inspect.ts";
import * as label from "./commands/reward/label.ts";
import * as rescore from "./commands/reward/rescore.ts";
import * as runs from "./commands/runs.ts";
import * as serve from "./commands/serve.ts";
import * as start from "./commands/start.ts";
import * as train from "./commands/train.ts";
import * as view from "./commands/view.ts";
import { checkFlags, type Flags } from "./flags.ts";
import { exitCodeOf, report, usageError } from "./outcome.ts";

interface Command {
  readonly flags: Flags;
  command(cli: Argv): unknown;
}

/** Commands whose names are two words, by the first one. */
const groups: {
  readonly [group: string]: { readonly about: string; readonly of: { readonly [name: string]: Command } };
} = {
  demos: {
    about: "Episodes to learn from: record them, look at them, exchange them with Minari",
    of: { record: recordDemos, inspect: inspectDemos, import: importDemos, export: exportDemos },
  },
  map: {
    about: "Road maps for driving: make them, draw them, exchange them as OpenDRIVE, record drives on them",
    of: { generate: generateMap, import: importMap, export: exportMap, draw: drawMap, record: recordMap },
  },
  reward: {
    about: "Look into a reward, compare it with others, learn one from labels",
    of: { inspect, compare, rescore, explain, branch, label, fit, export: exportReward },
  },
};

const inGroup = (group: string): { readonly [name: string]: Command } =>
  Object.fromEntries(Object.entries(groups[group].of).map(([name, command]) => [`${group} ${name}`, command]));

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
  view,
  replay,
  render,
  ...inGroup("demos"),
  ...inGroup("reward"),
  ...inGroup("map"),
  serve,
  new: make,
  bench,
  doctor,
};

const widest = 110; // columns of help
const narrowest = 40; // below that yargs breaks words

/** Declares commands whose names are two words. */
function groupOf(cli: Argv, group: string): void {
  const { about, of } = groups[group];
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
  const declared = new Set<string>();
  for (const [name, { command }] of Object.entries(commands)) {
    const [group, second] = name.split(" ");
    if (second === undefined) command(cli);
    else if (!declared.has(group)) groupOf(cli, group);
    declared.add(group);
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
