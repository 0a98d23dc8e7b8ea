import type { Options } from "yargs";
import { fail, listing, nearest } from "../src/core/index.ts";

/** A flag in yargs' form. Numbers are whole and within `limits`. */
export type Flag = Options &
  (
    | { readonly type: "string" | "boolean" }
    | { readonly type: "number"; readonly limits: readonly [lowest: number, highest: number] }
  );

/** By name, in kebab-case. */
export type Flags = { readonly [name: string]: Flag };

export const anyCount = [1, Number.MAX_SAFE_INTEGER] as const;
export const anyCountOrNone = [0, Number.MAX_SAFE_INTEGER] as const;

/** Flags that yargs adds to every command. */
const ofEveryCommand: Flags = { help: { type: "boolean" }, version: { type: "boolean" } };

/** One flag on a command line. */
interface Given {
  readonly name: string;
  /** Whether it was given as `--no-name`. */
  readonly isNegated: boolean;
  /** Its value; a boolean flag needs none. */
  readonly text: string | undefined;
}

/**
 * Checks the flags of a command line as they were typed, because the values from yargs hide mistakes: it collects flags
 * that are given twice, reads an empty text as 0, and any text but `true` as false.
 * @throws `cli/usage`
 */
export function checkFlags(args: readonly string[], command: string, own: Flags): void {
  const flags = { ...own, ...ofEveryCommand };
  const seen = new Set<string>();
  for (const [i, arg] of args.entries()) {
    if (!isFlag(arg)) continue;
    const given = readFlag(arg, args[i + 1], flags);
    if (!given)
      fail("cli/usage", {
        given: `the unknown flag ${arg.split("=")[0]}`,
        expected: `one that \`rewardgym ${command} --help\` shows`,
        fix: nearest(
          arg.split("=")[0],
          Object.keys(flags).map((name) => `--${name}`),
        ),
      });
    const { name } = given;
    const flag = flags[name];
    if (seen.has(name) && !flag.array) fail("cli/usage", { given: `--${name} twice`, expected: `--${name} once` });
    seen.add(name);
    checkValue(given, flag);
  }
}

/** Whether yargs reads a word as a flag, rather than as a name, a value or a negative number. */
const isFlag = (word: string | undefined): boolean => word !== undefined && /^-[^\d.]/.test(word);

/** Undefined for an unknown flag. */
function readFlag(arg: string, next: string | undefined, flags: Flags): Given | undefined {
  const [, typed = "", inside] = /^--([^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
  const full = typed.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`); // yargs accepts camelCase too
  const isNegated = !Object.hasOwn(flags, full) && full.startsWith("no-");
  const name = isNegated ? full.slice("no-".length) : full;
  if (!Object.hasOwn(flags, name) || (isNegated && inside !== undefined)) return undefined;
  const isBoolean = flags[name].type === "boolean";
  const follows = isBoolean ? /^(true|false)$/.test(next ?? "") : !isFlag(next);
  return { name, isNegated, text: inside ?? (follows && !isNegated ? next : undefined) };
}

function checkValue({ name, isNegated, text }: Given, flag: Flag): void {
  const refuse = (expected: string) => fail("cli/usage", { given: `--${name} ${text}`, expected });
  if (flag.type === "boolean") {
    if (text !== undefined && !/^(true|false)$/.test(text)) refuse("true or false, or no value");
    return;
  }
  if (isNegated) fail("cli/usage", { given: `--no-${name}`, expected: `--${name} with a value, or neither` });
  if (text === undefined || text === "")
    fail("cli/usage", { given: `--${name} without a value`, expected: "a value for it" });
  if (flag.type === "number") {
    const [lowest, highest] = flag.limits;
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < lowest || value > highest)
      refuse(
        highest === Number.MAX_SAFE_INTEGER && !(value > highest)
          ? `a whole number of at least ${lowest}`
          : `a whole number from ${lowest} to ${highest}`,
      );
  }
  const choices = flag.choices?.map(String);
  if (choices && !choices.includes(text)) refuse(listing(choices));
}
