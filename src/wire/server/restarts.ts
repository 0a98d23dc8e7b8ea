import { fail } from "../../core/index.ts";

/**
 * Which worlds a `reset` restarts, each with its seed.
 * @param named the worlds; all of them by default
 * @param seed one for all worlds, or one for each
 * @throws `wire/request`
 */
export function restartsOf(
  named: readonly number[] | undefined,
  seed: number | readonly number[] | undefined,
  worlds: number,
): { readonly world: number; readonly seed: number }[] {
  if (seed === undefined)
    return fail("wire/request", {
      given: "reset of some worlds without a seed",
      expected: "one seed, or one for each world",
    });
  const rows = named ?? Array.from({ length: worlds }, (_, world) => world);
  const missing = rows.find((world) => world >= worlds);
  if (missing !== undefined || new Set(rows).size < rows.length)
    fail("wire/request", {
      given: missing === undefined ? "reset of a world twice" : `reset of world ${missing}`,
      expected: `each world once, of 0 to ${worlds - 1}`,
    });
  if (typeof seed === "number") return rows.map((world) => ({ world, seed }));
  if (seed.length !== rows.length)
    fail("wire/request", {
      given: `${seed.length} seeds for ${rows.length} worlds`,
      expected: "as many seeds as worlds",
    });
  return rows.map((world, i) => ({ world, seed: seed[i] }));
}
