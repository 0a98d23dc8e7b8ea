import { fail, type Packable, pack, type RowsAfter, unpack } from "../../src/core/index.ts";

/** What rows are compared within: everything, the episode's goal in words, or a feature. */
export const contextKinds = ["all", "task", "feature"] as const;
/** Or the start of the episode, in runs with a `group`; none comes again, so nothing is learned about it. */
export const withStart = [...contextKinds, "start"] as const;

export type ContextKind = (typeof contextKinds)[number];

interface ContextParams {
  readonly context: (typeof withStart)[number];
  /** Names the feature of the context `"feature"`; one that stays the same within an episode. */
  readonly feature: string;
}

/** The inputs of a transform that tells contexts apart. */
export const contextInputs = ({ context, feature }: ContextParams) => ({
  history: true as const,
  goals: context === "task",
  groups: context === "start",
  features: context === "feature" ? [feature] : [],
});

export type Context = number | string;

/** Returns a function that tells the context of a row. */
export function contextsOf({ context, feature }: ContextParams) {
  return (batch: RowsAfter<ReturnType<typeof contextInputs>>): ((row: number) => Context) => {
    if (context === "task") return (row) => batch.goals[row];
    if (context === "start") return (row) => batch.groups[row];
    if (context === "feature") return (row) => batch.features[feature][row];
    return () => 0;
  };
}

const mostContexts = 100_000;

/** Learned numbers, `size` for each context, zeros at first. */
export interface Ledger {
  get(context: Context): Float64Array | undefined;
  /** @throws `reward/value` for more contexts than anybody can learn about */
  at(context: Context): Float64Array;
  save(): Uint8Array;
  load(bytes: Uint8Array): void;
}

export function ledger(size: number): Ledger {
  let entries = new Map<Context, Float64Array>();
  return {
    get: (context) => entries.get(context),
    at(context) {
      const known = entries.get(context);
      if (known) return known;
      if (entries.size === mostContexts)
        fail("reward/value", {
          given: `more than ${mostContexts} contexts`,
          expected: "contexts that come again",
          fix: "Name a feature with few values.",
        });
      const made = new Float64Array(size);
      entries.set(context, made);
      return made;
    },
    save() {
      const values = new Float64Array(entries.size * size);
      [...entries.values()].forEach((entry, i) => void values.set(entry, i * size));
      return pack({ contexts: [...entries.keys()], values });
    },
    load(bytes) {
      const { contexts, values } = (unpack(bytes, what) ?? {}) as { readonly [key: string]: Packable | undefined };
      if (!(Array.isArray(contexts) && values instanceof Float64Array && values.length === contexts.length * size))
        return fail("file/corrupt", { given: what, expected: `${size} numbers for each context` });
      entries = new Map((contexts as Context[]).map((context, i) => [context, values.slice(i * size, (i + 1) * size)]));
    },
  };
}

const what = "what a transform has learned of contexts";
