import { boundsAt, type Leaf, leavesOf, type PackedArray, product, type Space } from "../core/index.ts";

/** What the actions of some episodes do with one number of the action space. */
export interface NumberRange {
  /** Its label, or its place. */
  readonly name: string;
  readonly lowest: number;
  readonly highest: number;
  /** Its bounds; null for none. */
  readonly bounds: readonly [number | null, number | null];
  /** The share of steps in which it lies at a bound. */
  readonly atBounds: number;
}

/** How often each option of a choice was taken. */
export interface OptionCounts {
  readonly name: string;
  readonly options: { readonly [option: string]: number };
}

export interface ActionRanges {
  readonly numbers: readonly NumberRange[];
  readonly choices: readonly OptionCounts[];
}

/** Looks at actions, episode after episode. */
export interface ActionRanging {
  /** @param actions `[steps, leaf]` for every leaf of the action space */
  add(actions: readonly PackedArray[]): void;
  ranges(): ActionRanges;
}

export function rangingActions(space: Space): ActionRanging {
  const parts = leavesOf(space).flatMap((leaf, i) =>
    partsOf(leaf).map((part) => ({ ...part, leaf: i, size: leaf.size })),
  );
  return {
    add(actions) {
      for (const { leaf, size, offset, seen } of parts)
        for (let at = offset; at < actions[leaf].length; at += size) seen.add(actions[leaf][at]);
    },
    ranges: () => ({
      numbers: parts.flatMap(({ seen }) => ("range" in seen ? [seen.range()] : [])),
      choices: parts.flatMap(({ seen }) => ("counts" in seen ? [seen.counts()] : [])),
    }),
  };
}

type Seen = { add(value: number): void } & ({ range(): NumberRange } | { counts(): OptionCounts });

/** What is followed in a leaf, each with its place in a row; nothing in text. */
function partsOf({ space, path, size }: Leaf): { readonly offset: number; readonly seen: Seen }[] {
  const named = (name: string) => [path, name].filter(Boolean).join(".") || "action";
  switch (space.type) {
    case "box":
      return Array.from({ length: size }, (_, offset) => {
        const element = offset % product(space.shape);
        return { offset, seen: numberSeen(named(space.labels?.[element] ?? String(offset)), boundsAt(space, element)) };
      });
    case "choice":
      return size === 1 ? [{ offset: 0, seen: optionsSeen(named(""), space.names) }] : [];
    case "choices":
      return Object.entries(space.parts).map(([part, names], offset) => ({
        offset,
        seen: optionsSeen(named(part), names),
      }));
    case "pick":
      return [{ offset: 1, seen: optionsSeen(named("verb"), space.verbs) }];
    default:
      return [];
  }
}

function numberSeen(name: string, [low, high]: readonly [number, number]): Seen {
  const [from, to] = [Math.fround(low), Math.fround(high)]; // where float32 has a bound
  let [lowest, highest, steps, atBounds] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  return {
    add(value) {
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
      if (value <= low || value >= high || value === from || value === to) atBounds++;
      steps++;
    },
    range: () => ({ name, lowest, highest, bounds: [bound(low), bound(high)], atBounds: steps && atBounds / steps }),
  };
}

const bound = (value: number) => (Number.isFinite(value) ? value : null);

function optionsSeen(name: string, names: readonly string[]): Seen {
  const taken = new Float64Array(names.length);
  return {
    add(option) {
      taken[option]++;
    },
    counts: () => ({ name, options: Object.fromEntries(names.map((option, i) => [option, taken[i]])) }),
  };
}
