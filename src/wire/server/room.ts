import { fail } from "../../core/index.ts";
import type { Weight } from "./weight.ts";

/** Of the memory of native code in a thread, which cannot be larger than 2 GiB, worlds get this much [bytes]. */
export const threadNativeBytes = 1.25 * 2 ** 30;

export const sized = (bytes: number): string =>
  bytes < 2 ** 20 ? `${Math.ceil(bytes / 2 ** 10)} KiB` : `${(bytes / 2 ** 20).toFixed(bytes < 2 ** 27 ? 1 : 0)} MiB`;

const fix = "Ask for fewer worlds, close sessions, or start the server with more --max-memory.";

/**
 * The memory of all worlds of a server: sessions that would take more than is left are refused before they are made.
 * @param most for all worlds [bytes]
 */
export function roomFor(most: number) {
  let taken = 0;
  return {
    /**
     * Takes room for a session's worlds. Whoever takes it gives it back.
     * @returns how much it was [bytes]
     * @throws `wire/limit` for more than there ever is, `wire/busy` for more than is left
     */
    take(worlds: number, { bytes, nativeBytes }: Weight, besides = 0): number {
      const wanted = worlds * bytes + besides;
      const given = `${worlds} worlds of ${sized(bytes)} each, ${sized(wanted)} in all`;
      if (wanted > most) fail("wire/limit", { given, expected: `at most ${sized(most)}`, fix });
      if (worlds * nativeBytes > threadNativeBytes)
        fail("wire/limit", {
          given: `${worlds} worlds with ${sized(nativeBytes)} of native memory each`,
          expected: `at most ${sized(threadNativeBytes)} in a session, which lives in one thread`,
          fix: "Open several sessions.",
        });
      if (taken + wanted > most)
        fail("wire/busy", { given, expected: `at most ${sized(most - taken)}: what is left of ${sized(most)}`, fix });
      taken += wanted;
      return wanted;
    },
    give(bytes: number): void {
      taken -= bytes;
    },
    get taken() {
      return taken;
    },
  };
}
