import { CodedError, nearest } from "../src/core/index.ts";
import { Interrupted } from "./interrupt.ts";

/**
 * A command line that cannot be understood.
 * @param help what `--help` shows, from which the nearest flag or command is suggested
 */
export function usageError(message: string, command: string | undefined, help: string): CodedError {
  const [, unknown] = /^Unknown arguments?: ([^\s,]+)/.exec(message) ?? [];
  const named = (pattern: RegExp) => [...help.matchAll(pattern)].map(([, name]) => name);
  const [flags, commands] = [named(/^ +(--[a-z-]+)/gm), named(/^ +rewardgym ([a-z]+)/gm)];
  const known = command !== undefined && help.startsWith(`rewardgym ${command}`) ? `${command} ` : "";
  return new CodedError("cli/usage", {
    given: message.replaceAll(/\s*\n\s*/g, " "),
    expected: `what \`rewardgym ${known}--help\` shows`,
    fix: unknown && (nearest(`--${unknown}`, flags) ?? nearest(unknown, commands)),
  });
}

/** 2 for whatever the person can put right, 130 after Ctrl-C, 1 for a defect of this package. */
export function exitCodeOf(thrown: unknown): number {
  if (thrown instanceof Interrupted) return 130;
  return thrown instanceof CodedError ? 2 : 1;
}

/** Says what went wrong: a message for what the person can put right, the stack of a defect. */
export function report(thrown: unknown): void {
  if (thrown instanceof CodedError || thrown instanceof Interrupted) console.error(`rewardgym: ${thrown.message}`);
  else console.error(thrown);
}
