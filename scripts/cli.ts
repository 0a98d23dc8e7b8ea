import yargs from "yargs";
import { versionsHere } from "../src/record/index.ts";
import { command as ablate } from "./commands/ablate.ts";
import { command as bench } from "./commands/bench.ts";
import { command as check } from "./commands/check.ts";
import { command as doctor } from "./commands/doctor.ts";
import { command as evaluate } from "./commands/eval.ts";
import { command as list } from "./commands/list.ts";
import { command as make } from "./commands/new.ts";
import { command as replay } from "./commands/replay.ts";
import { command as runs } from "./commands/runs.ts";
import { command as serve } from "./commands/serve.ts";
import { command as start } from "./commands/start.ts";
import { command as train } from "./commands/train.ts";
import { exitCodeOf, report, usageError } from "./outcome.ts";

const commands = [start, train, evaluate, ablate, runs, list, check, replay, serve, make, bench, doctor];

/** Does what a command line says; the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  let complaint: string | null = null; // of yargs, where it does not understand
  const cli = yargs([...args])
    .scriptName("rewardgym")
    .usage("$0 <command>\n\nEnvironments measure. Rewards wish. Agents decide.")
    .version(versionsHere().rewardgym)
    .locale("en")
    .strict()
    .demandCommand(1, "no command")
    .wrap(110)
    .exitProcess(false)
    .fail((message, thrown) => {
      complaint = message;
      throw thrown ?? new Error(message);
    });
  for (const add of commands) add(cli);
  try {
    await cli.parseAsync();
    return 0;
  } catch (thrown) {
    const failure = complaint === null ? thrown : usageError(complaint, args[0], await cli.getHelp());
    report(failure);
    return exitCodeOf(failure);
  }
}
