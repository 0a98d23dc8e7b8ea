import { type BoundEnv, type Dtype, fail, leavesOf } from "../../core/index.ts";
import type { Wish } from "./host.ts";

export interface SizeLimits {
  /** Worlds of one session; each seat of a world counts as one. */
  readonly sessionWorlds: number;
  /** The largest answer [bytes]. */
  readonly answerBytes: number;
}

/** The longest that a number of each type is in JSON, with its comma. */
const letters: { readonly [D in Dtype]: number } = { uint8: 4, int16: 7, int32: 12, float32: 26, float64: 26 };

/** At most how large the columns of a session's answers are, texts aside [bytes]. */
export interface ColumnBytes {
  readonly packed: number;
  /** In messages of text. */
  readonly text: number;
}

/** @returns how large answers can become */
export function columnBytes(env: BoundEnv, { worlds = 1, capture }: Wish): ColumnBytes {
  const rows = worlds * env.seats;
  const { width = 0, height = 0 } = capture?.frames ?? {};
  const pixels = width * height * 3 * worlds;
  const leaves = leavesOf(env.observation);
  const twice = 2; // also before a restart
  const features = Object.keys(env.features).length * twice;
  const row = leaves.reduce((sum, { size }) => sum + size * 8, 0) * twice + features * 8;
  const written = leaves.reduce((sum, { size, dtype }) => sum + size * letters[dtype], 0) * twice;
  const others = features + Object.keys(env.events).length + 8;
  return {
    packed: row * rows + pixels,
    text: rows * (written + others * letters.float64 + env.maskSize * letters.uint8) + pixels * letters.uint8,
  };
}

/**
 * Checks that a session's answers are small enough to send.
 * @throws `wire/limit`
 */
export function checkSize(env: BoundEnv, wish: Wish, { sessionWorlds, answerBytes }: SizeLimits): ColumnBytes {
  const { worlds = 1 } = wish;
  const rows = worlds * env.seats;
  if (rows > sessionWorlds)
    fail("wire/limit", {
      given: `${worlds} worlds${env.seats > 1 ? ` of ${env.seats} seats` : ""}`,
      expected: `at most ${sessionWorlds} in a session${env.seats > 1 ? ", each seat counting as a world" : ""}`,
      fix: "Open several sessions.",
    });
  const bytes = columnBytes(env, wish);
  if (bytes.packed > answerBytes)
    fail("wire/limit", {
      given: `${worlds} worlds of ${Math.ceil(bytes.packed / worlds)} bytes each`,
      expected: `answers of at most ${answerBytes} bytes`,
      fix: "Ask for fewer worlds or smaller frames.",
    });
  return bytes;
}
