import { fail } from "../../src/core/index.ts";
import { readToken } from "../remote.ts";

const variable = "REWARDGYM_STATE_KEY";

/**
 * The key that signs saved worlds: the first line of a file, or with `env` a variable of the environment.
 * @throws `cli/usage` if it is too short
 */
export async function stateKeyOf(place: string): Promise<Uint8Array> {
  const { [variable]: given = "" } = process.env;
  if (place === "env" && !/^\S{16,}$/.test(given))
    fail("cli/usage", {
      given: `--state-key env, and ${given.length} letters in ${variable}`,
      expected: "at least 16 letters without spaces",
      fix: "Make a key with `openssl rand -hex 32`.",
    });
  return new TextEncoder().encode(place === "env" ? given : await readToken(place));
}
