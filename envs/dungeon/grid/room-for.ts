import { fail } from "../../../src/core/index.ts";

/** @throws `params/invalid` for more things than a level has room for */
export function requireRoom(name: string, count: number, most: number): void {
  if (count > most)
    fail("params/invalid", {
      given: `${name} = ${count}`,
      expected: `at most ${most} in a level of this size`,
      fix: "Make the level larger.",
    });
}
