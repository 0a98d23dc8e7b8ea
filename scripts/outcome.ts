import { CodedError, nearest } from "../src/core/index.ts";
import { Interrupted } from "./interrupt.ts";
import { visible } from "./visible.ts";

/** The error for a command line that yargs rejects. @param commands the names of all commands */
export function usageError(complaint: string, command: string | undefined, commands: readonly string[]): CodedError {
  const isKnown = command !== undefined && commands.includes(command);
  const [, unknown] = /^Unknown (?:argument|command)s?: ([^\s,]+)/.exec(complaint) ?? [];
  const help = `rewardgym ${isKnown ? `${command} ` : ""}--help`;
  const [, names, needed] = /^Not enough non-option arguments: got (\d+), need at least (\d+)/.exec(complaint) ?? [];
  if (needed !== undefined)
    return new CodedError("cli/usage", {
      given: `${names} ${names === "1" ? "argument" : "arguments"} after ${command}`,
      expected: `${needed}; \`${help}\` shows which`,
    });
  return new CodedError("cli/usage", {
    given: `${complaint[0].toLowerCase()}${complaint.slice(1)}`.replaceAll(/\s*\n\s*/g, " "),
    expected: `what \`${help}\` shows`,
    fix: unknown && !isKnown ? nearest(unknown, commands) : undefined,
  });
}

/** 2 for errors that the user can fix, 130 after Ctrl-C, 1 for a bug in this package. */
export function exitCodeOf(thrown: unknown): number {
  if (thrown instanceof Interrupted) return 130;
  return thrown instanceof CodedError ? 2 : 1;
}

/** Prints an error: only the message if the user can fix it, the whole stack for a bug. */
export function report(thrown: unknown): void {
  if (thrown instanceof CodedError || thrown instanceof Interrupted)
    console.error(visible(`rewardgym: ${thrown.message}`));
  else console.error(thrown);
}
