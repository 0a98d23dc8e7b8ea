import { type BoundEnv, fail, leavesOf } from "../../core/index.ts";
import type { Wish } from "./host.ts";

export interface SizeLimits {
  /** Worlds of one session; each seat of a world counts as one. */
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
  const rows = worlds * env.seats;
  if (rows > sessionWorlds)
    fail("wire/limit", {
      given: `${worlds} worlds${env.seats > 1 ? ` of ${env.seats} seats` : ""}`,
      expected: `at most ${sessionWorlds} in a session${env.seats > 1 ? ", each seat counting as a world" : ""}`,
      fix: "Open several sessions.",
    });
  const { width = 0, height = 0 } = capture?.frames ?? {};
  const row =
    leavesOf(env.observation).reduce((sum, { size }) => sum + size * 8, 0) * 2 + Object.keys(env.features).length * 16;
  const picture = width * height * 3;
  if (row * rows + picture * worlds > answerBytes)
    fail("wire/limit", {
      given: `${worlds} worlds of ${row * env.seats + picture} bytes each`,
      expected: `answers of at most ${answerBytes} bytes`,
      fix: "Ask for fewer worlds or smaller frames.",
    });
}
