import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** Whether this is `npm run test:all`. */
    readonly everything: boolean;
  }
}

/** Why a test outside the sample is skipped. */
export const beyondSample = "not in the sample that npm test runs; npm run test:all runs everything";

/**
 * A few plug-ins, evenly spread over the list; all of them under `npm run test:all`. For tests that take seconds for
 * every plug-in, whose number grows.
 */
export function sample<T>(items: readonly T[], most: number, everything = inject("everything")): ReadonlySet<T> {
  if (everything || items.length <= most) return new Set(items);
  return new Set(Array.from({ length: most }, (_, i) => items[Math.floor(((i + 0.5) * items.length) / most)]));
}

/** A sample of each family: `classic/cart-pole-v1` belongs to the family `classic`. */
export function sampleByFamily<T extends { readonly id: string }>(
  items: readonly T[],
  most: number,
  everything = inject("everything"),
): ReadonlySet<T> {
  const families = Map.groupBy(items, ({ id }) => id.slice(0, id.indexOf("/")));
  return new Set([...families.values()].flatMap((family) => [...sample(family, most, everything)]));
}
