import { fail, listing } from "./errors.ts";
import { nearest } from "./names.ts";

/** `family/name-vN`. N rises whenever the results of the plug-in change. */
export type Id = `${string}/${string}-v${number}`;

export const idPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*-v[1-9][0-9]*$/;

/** A literal list of plug-ins of one kind. */
export interface Registry<T extends { readonly id: string }> {
  /** What the entries are, in the singular: `"env"`, `"reward"`, `"transform"`, `"agent"`. */
  readonly kind: string;
  /** The module that exports this registry, so that a worker thread can import it again. */
  readonly source: string;
  readonly all: readonly T[];
  /** The entry of a known id; typed. */
  get<K extends T["id"]>(id: K): Extract<T, { readonly id: K }>;
  /** The entry of an id from outside. @throws `registry/unknown`, naming the nearest ids. */
  find(id: string): T;
}

/**
 * Makes a registry from a literal list.
 * @param source the listing module's `import.meta.url`; the module exports the registry as its plural: `envs`, `rewards`.
 * @throws `registry/duplicate` for two entries with one id, `registry/unknown` for an id that is not `family/name-vN`.
 */
export function registry<const T extends { readonly id: string }>(
  kind: string,
  source: string,
  all: readonly T[],
): Registry<T> {
  const byId = new Map<string, T>();
  for (const entry of all) {
    if (!idPattern.test(entry.id))
      fail("registry/unknown", { given: `${kind} id ${JSON.stringify(entry.id)}`, expected: "family/name-vN" });
    if (byId.has(entry.id))
      fail("registry/duplicate", { given: `${kind} ${JSON.stringify(entry.id)} twice`, expected: "one entry an id" });
    byId.set(entry.id, entry);
  }
  const find = (id: string): T => {
    const entry = byId.get(id);
    if (entry) return entry;
    const ids = [...byId.keys()];
    const fix = nearest(id, ids) ?? `\`rewardgym list ${kind}s\` shows them all.`;
    return fail("registry/unknown", { given: `${kind} ${JSON.stringify(id)}`, expected: listing(ids, 6), fix });
  };
  return { kind, source, all, find, get: (id) => find(id) as Extract<T, { readonly id: typeof id }> };
}
