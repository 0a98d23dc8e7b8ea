import { fail, leavesOf, listing, type Space } from "../../src/core/index.ts";

/**
 * The part of an observation that is named: leaves, lists and parts by their paths; all of it where nothing is named.
 * @throws `params/invalid` for a name that is no path
 */
export function observedPart(space: Space, observe: readonly string[]): Space {
  if (Array.isArray(observe) && observe.length === 0) return space;
  const found = new Set<string>();
  const part = Array.isArray(observe) ? partOf(space, "", observe, found) : undefined;
  if (!part || !observe.every((path) => found.has(path)))
    fail("params/invalid", {
      given: `observe = ${JSON.stringify(observe)}`,
      expected: `paths of the observation: ${listing(pathsIn(space), 40)}`,
    });
  return part;
}

function partOf(space: Space, path: string, observe: readonly string[], found: Set<string>): Space | undefined {
  if (observe.includes(path)) {
    found.add(path);
    return space;
  }
  if (space.type !== "parts") return undefined;
  const fields = Object.entries(space.fields).flatMap(([name, field]) => {
    const part = partOf(field, path ? `${path}.${name}` : name, observe, found);
    return part ? [[name, part] as const] : [];
  });
  return fields.length ? { type: "parts", fields: Object.fromEntries(fields) } : undefined;
}

/** Paths that can be named: what is inside of a list cannot be had alone. */
const pathsIn = (space: Space): string[] => [
  ...new Set(
    leavesOf(space).map(({ path, space: leaf, list }) =>
      list ? list.path : leaf.type === "length" ? path.slice(0, -".length".length) : path,
    ),
  ),
];

/** Where the leaves of an observed part stand among all leaves. */
export function placesOf(observed: Space, whole: Space): number[] {
  const paths = leavesOf(whole).map(({ path }) => path);
  return leavesOf(observed).map(({ path }) => paths.indexOf(path));
}
