import { fail, leavesOf, listing, type Space } from "../../src/core/index.ts";

/**
 * The part of an observation that is named: leaves, lists and parts by their paths; all of it where nothing is named.
 * @throws `params/invalid` for a name that is no path
 */
export function observedPart(space: Space, observe: readonly string[], setting = "observe"): Space {
  if (Array.isArray(observe) && observe.length === 0) return space;
  const found = new Set<string>();
  const part = Array.isArray(observe) ? partOf(space, "", observe, found) : undefined;
  if (!part || !observe.every((path) => found.has(path)))
    fail("params/invalid", {
      given: `${setting} = ${JSON.stringify(observe)}`,
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

/**
 * Parts an observation into what policy and values read and what values alone read, named by its paths.
 * @throws `params/invalid` for a name that is no path, and where nothing is left for the policy
 */
export function valueOnlyParts(observed: Space, names: readonly string[]): { policy: Space; values?: Space } {
  if (Array.isArray(names) && names.length === 0) return { policy: observed };
  const values = observedPart(observed, names, "valueOnly");
  const own = new Set(leavesOf(values).map(({ path }) => path));
  const policy = remaining(observed, "", own);
  if (!policy)
    fail("params/invalid", {
      given: `valueOnly = ${JSON.stringify(names)}, which is all that is observed`,
      expected: "a part of the observation, because the policy has to see something",
    });
  return { policy, values };
}

/** What is left of a space without some of its leaves. */
function remaining(space: Space, path: string, without: ReadonlySet<string>): Space | undefined {
  if (space.type !== "parts") return leavesOf(space, path).some((leaf) => without.has(leaf.path)) ? undefined : space;
  const fields = Object.entries(space.fields).flatMap(([name, field]) => {
    const part = remaining(field, path ? `${path}.${name}` : name, without);
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
