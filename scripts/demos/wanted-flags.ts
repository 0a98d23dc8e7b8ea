import { fail } from "../../src/core/index.ts";
import type { Wanted } from "../../src/demos/index.ts";
import { anyCount, type Flags } from "../flags.ts";

/** Flags that say which episodes are worth keeping. */
export const wantedFlags = {
  "keep-best": {
    type: "number",
    limits: anyCount,
    describe: "keep this many: the best by score, then by return [all]",
  },
  "least-return": { type: "string", describe: "keep only episodes with at least this return" },
} satisfies Flags;

/** The number that a flag holds. @throws `cli/usage` */
export function readNumber(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value))
    fail("cli/usage", { given: `--${flag} ${text}`, expected: "a number" });
  return value;
}

/** What the flags ask for. @throws `cli/usage` */
export const wantedFrom = (flags: {
  readonly keepBest?: number;
  readonly leastReturn?: string;
  readonly leastScore?: string;
}): Wanted => ({
  keepBest: flags.keepBest,
  leastReturn: readNumber("least-return", flags.leastReturn),
  leastScore: readNumber("least-score", flags.leastScore),
});
