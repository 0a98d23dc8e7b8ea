import { type BoundEnv, fail, leavesOf } from "../../core/index.ts";
import type { Wish } from "./host.ts";

export interface SizeLimits {
  /** Worlds of one session. */
  readonly sessionWorlds: number;
  /** The largest answer [bytes]. */
  readonly answerBytes: number;
}

/**
 * Checks that a session's answers are small enough to send.
 * @throws `wire/limit`
 */
export function checkSize(
  env: BoundEnv,
  { worlds = 1, capture }: Wish,
  { sessionWorlds, answerBytes }: SizeLimits,
): void {
  if (worlds > sessionWorlds)
    fail("wire/limit", {
      given: `${worlds} worlds`,
      expected: `at most ${sessionWorlds} in a session`,
      fix: "Open several sessions.",
    });
  const { width = 0, height = 0 } = capture?.frames ?? {};
  const row =
    leavesOf(env.observation).reduce((sum, { size }) => sum + size * 8, 0) * 2 +
    Object.keys(env.features).length * 16 +
    width * height * 3;
  if (row * worlds > answerBytes)
    fail("wire/limit", {
      given: `${worlds} worlds of ${row} bytes each`,
      expected: `answers of at most ${answerBytes} bytes`,
      fix: "Ask for fewer worlds or smaller frames.",
    });
}
