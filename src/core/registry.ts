import { fail, listing } from "./errors.ts";
import { nearest } from "./names.ts";

/** `family/name-vN`. N rises whenever the results of the plug-in change. */
export type Id = `${string}/${string}-v${number}`;

export const idPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*-v[1-9][0-9]*$/;

interface Identified {
  readonly id: string;
}

/** An entry that is imported when it is first asked for, so that a process pays for nothing that it does not use. */
export interface Lazy<T extends Identified> {
  readonly id: T["id"];
  load(): Promise<T>;
}

/** A list of plug-ins of one kind. */
export interface Registry<T extends Identified> {
  /** What the entries are, in the singular: `"env"`, `"reward"`, `"transform"`, `"agent"`. */
  readonly kind: string;
  /** The module that exports this registry, so that a worker thread can import it again. */
  readonly source: string;
  readonly ids: readonly T["id"][];
  has(id: string): id is T["id"];
  /** For making another registry that has these entries too. */
  readonly entries: readonly Lazy<T>[];
  /** The entry of a known id; typed. */
  get<K extends T["id"]>(id: K): Promise<Extract<T, { readonly id: K }>>;
  /** The entry of an id from outside. @throws `registry/unknown`, naming the nearest ids. */
  find(id: string): Promise<T>;
  /** Loads every entry, in the order of the list. */
  all(): Promise<readonly T[]>;
}

/** An entry of a registry whose module `load` imports when it is first asked for. */
export const lazy = <const K extends Id, T extends { readonly id: K }>(id: K, load: () => Promise<T>): Lazy<T> => ({
  id,
  load,
});

/** The plug-in that an entry of a list is, or loads. */
export type Loaded<L extends Identified> = L extends Lazy<infer T> ? T : L;

/**
 * Makes a registry from a literal list of plug-ins, or of what loads them.
 * @param source the listing module's `import.meta.url`; the module exports the registry as its plural: `envs`, `rewards`.
 * @throws `registry/duplicate` for two entries with one id, `registry/unknown` for an id that is not `family/name-vN`.
 */
export function registry<const L extends Identified | Lazy<Identified>>(
  kind: string,
  source: string,
  list: readonly L[],
): Registry<Loaded<L>> {
  type T = Loaded<L>;
  const byId = new Map<string, Lazy<T>>();
  for (const given of list) {
    const entry: Lazy<T> = asLazy(given);
    if (!idPattern.test(entry.id))
      fail("registry/unknown", { given: `${kind} id ${JSON.stringify(entry.id)}`, expected: "family/name-vN" });
    if (byId.has(entry.id))
      fail("registry/duplicate", { given: `${kind} ${JSON.stringify(entry.id)} twice`, expected: "one entry an id" });
    byId.set(entry.id, entry);
  }
  const ids: readonly T["id"][] = [...byId.keys()];
  const entries = [...byId.values()];
  const find = async (id: string): Promise<T> => {
    const entry = byId.get(id);
    if (entry) return entry.load();
    const fix = nearest(id, ids) ?? `\`rewardgym list ${kind}s\` shows them all.`;
    return fail("registry/unknown", { given: `${kind} ${JSON.stringify(id)}`, expected: listing(ids, 6), fix });
  };
  return {
    kind,
    source,
    ids,
    has: (id): id is T["id"] => byId.has(id),
    entries,
    find,
    get: async (id) => (await find(id)) as Extract<T, { readonly id: typeof id }>,
    all: () => Promise.all(entries.map((entry) => entry.load())),
  };
}

const asLazy = <L extends Identified>(entry: L): Lazy<Loaded<L>> =>
  ("load" in entry ? entry : { id: entry.id, load: async () => entry }) as Lazy<Loaded<L>>;
