import {
  type BoundEnv,
  fail,
  generator,
  groupBy,
  leavesOf,
  listing,
  type PackedArray,
  type Space,
  sizeOf,
} from "../core/index.ts";
import { flattenInto } from "../record/rescore.ts";
import type { Clip } from "./clip.ts";
import { graded } from "./consistency.ts";
import { clipsOf, type Label } from "./label.ts";
import type { LabelStore } from "./store.ts";

/** What a learner sees of each step of a clip: observation and features after it, and its action. */
export interface SeenInputs {
  readonly observations: boolean;
  readonly actions: boolean;
  readonly features: readonly string[];
}

/** One side of pairs. Clips that are shorter than the longest are filled up with zeros. */
export interface SideColumns {
  /** `[pairs, steps * size]`: of every step observation, action and features, side by side. */
  readonly rows: Float32Array;
  /** `[pairs, steps]`: 1 for the clip's own steps. */
  readonly live: Float32Array;
}

/** Labels as numbers to learn from. */
export interface Examples {
  readonly count: number;
  /** Steps of the longest clip of the store, and numbers of a row. */
  readonly steps: number;
  readonly size: number;
  readonly first: SideColumns;
  readonly second: SideColumns;
  /** `[pairs]`: 1 where clip `a` is better, 0 where clip `b` is, 0.5 for a tie. */
  readonly label: Float32Array;
  /** `[pairs]`: by how much, from 1 to 3; 0 for a tie. */
  readonly strength: Float32Array;
  /** `[pairs]`: in deviations from the mean of all ratings; 0 where there are none. */
  readonly firstRating: Float32Array;
  readonly secondRating: Float32Array;
}

export type GradedLabel = Label & { readonly grade: number };

/**
 * The labels that something can be learned from: those of which the labeller could tell.
 * @throws `labels/empty` where there are none, `labels/invalid` where all say the same
 */
export function teachable(labels: Iterable<Label>): GradedLabel[] {
  const all = [...labels];
  const known = graded(all);
  if (known.length === 0)
    fail("labels/empty", {
      given: all.length ? `${all.length} labels, all of pairs that nobody could judge` : "a store without labels",
      expected: "at least two labels that differ",
      fix: "`rewardgym reward label` asks for them.",
    });
  const [{ grade }] = known;
  if (known.every((label) => label.grade === grade))
    fail("labels/invalid", {
      given: `${known.length} ${known.length === 1 ? "label" : "labels, all"} with the grade ${grade}`,
      expected: "labels that differ: these say nothing about what is better",
      fix: grade === 0 ? undefined : "Show better and worse clips on either side.",
    });
  return known;
}

/**
 * Parts labels into those to learn from and those held out, at random; labels of the same two clips stay together.
 * @param share of the pairs of clips to hold out, in [0, 1)
 */
export function partLabels(labels: readonly GradedLabel[], share: number, seed: number) {
  const groups = [...groupBy(labels, clipsOf).values()];
  const order = Int32Array.from(groups.keys());
  generator(seed, "labels", "held out").shuffle(order);
  const count = share > 0 ? Math.min(groups.length - 1, Math.max(1, Math.round(share * groups.length))) : 0;
  const isHeldOut = new Set(order.subarray(0, count));
  return {
    learned: groups.flatMap((group, i) => (isHeldOut.has(i) ? [] : group)),
    heldOut: groups.flatMap((group, i) => (isHeldOut.has(i) ? group : [])),
  };
}

/** Reads the clips of labels, each once. @throws `file/corrupt`, `file/unusable` */
export async function clipsFor(store: Pick<LabelStore, "clip">, labels: readonly Label[]): Promise<Map<string, Clip>> {
  const clips = new Map<string, Clip>();
  for (const { a, b } of labels)
    for (const name of [a, b]) if (!clips.has(name)) clips.set(name, await store.clip(name));
  return clips;
}

/**
 * What can be seen of clips if nothing else is asked for: observations and actions where all hold them, else features.
 */
export function usualInputs(clips: Iterable<Clip>): SeenInputs {
  const all = [...clips];
  const isObserved = all.every(({ observations }) => observations);
  return { observations: isObserved, actions: true, features: isObserved ? [] : Object.keys(all[0]?.features ?? {}) };
}

/**
 * Checks that clips are of an env and hold what is to be seen of them.
 * @throws `labels/mismatch`
 */
export function requireSeen(
  clips: Iterable<Clip>,
  env: BoundEnv,
  { observations, actions, features }: SeenInputs,
): void {
  const wrong = (given: string, expected: string, fix?: string) => fail("labels/mismatch", { given, expected, fix });
  for (const clip of clips) {
    if (clip.env.id !== env.id)
      wrong(`a clip of ${clip.env.id}`, `clips of ${env.id}`, "What another version measures means something else.");
    for (const name of features)
      if (!Object.hasOwn(clip.features, name) || !Object.hasOwn(env.features, name))
        wrong(
          `the feature ${JSON.stringify(name)}, which ${Object.hasOwn(clip.features, name) ? env.id : "a clip"} does not have`,
          listing(Object.keys(clip.features).filter((known) => Object.hasOwn(env.features, known))),
        );
    if (observations && !clip.observations)
      wrong("a clip without observations", "clips with them", "`eval --record-observations` records them.");
    if (observations && !fits(env.observation, clip.observations ?? [], clip.length + 1))
      wrong("a clip with other observations", `those of ${env.id} with these params`);
    if (actions && !fits(env.action, clip.actions, clip.length))
      wrong("a clip with other actions", `those of ${env.id} with these params`);
  }
}

const fits = (space: Space, arrays: readonly PackedArray[], rows: number): boolean => {
  const leaves = leavesOf(space);
  return leaves.length === arrays.length && leaves.every(({ size }, i) => arrays[i].length === rows * size);
};

/** Labels as numbers. The clips must hold what is to be seen of them (`requireSeen`). */
export function examplesOf(
  labels: readonly GradedLabel[],
  clips: ReadonlyMap<string, Clip>,
  env: Pick<BoundEnv, "observation" | "action">,
  inputs: SeenInputs,
): Examples {
  const observed = inputs.observations ? sizeOf(env.observation) : 0;
  const acted = inputs.actions ? sizeOf(env.action) : 0;
  const size = observed + acted + inputs.features.length;
  const steps = Math.max(...Array.from(clips.values(), ({ length }) => length));
  const count = labels.length;

  const rowsOf = (clip: Clip, out: Float32Array): void => {
    const { length } = clip;
    const put = (from: ArrayLike<number>, width: number, at: number, skip: number) => {
      for (let step = 0; step < length; step++)
        for (let i = 0; i < width; i++) out[step * size + at + i] = from[(step + skip) * width + i];
    };
    const flat = (space: Space, leaves: readonly PackedArray[], rows: number) => {
      const numbers = new Float32Array(rows * sizeOf(space));
      flattenInto(space, leaves, 0, rows, numbers, 0);
      return numbers;
    };
    if (observed) put(flat(env.observation, clip.observations!, length + 1), observed, 0, 1);
    if (acted) put(flat(env.action, clip.actions, length), acted, observed, 0);
    for (const [i, name] of inputs.features.entries()) put(clip.features[name], 1, observed + acted + i, 1);
  };
  const sideOf = (side: "a" | "b"): SideColumns => {
    const [rows, live] = [new Float32Array(count * steps * size), new Float32Array(count * steps)];
    for (const [i, label] of labels.entries()) {
      const clip = clips.get(label[side])!;
      rowsOf(clip, rows.subarray(i * steps * size, (i + 1) * steps * size));
      live.fill(1, i * steps, i * steps + clip.length);
    }
    return { rows, live };
  };
  const numbers = (of: (label: GradedLabel) => number) => Float32Array.from(labels, of);
  const rating = ratingScale(labels);
  return {
    ...{ count, steps, size, first: sideOf("a"), second: sideOf("b") },
    label: numbers(({ grade }) => (1 + Math.sign(grade)) / 2),
    strength: numbers(({ grade }) => Math.abs(grade)),
    firstRating: numbers(({ ratings }) => rating(ratings?.a)),
    secondRating: numbers(({ ratings }) => rating(ratings?.b)),
  };
}

/** Brings ratings to deviations from their mean. */
function ratingScale(labels: readonly Label[]): (rating: number | undefined) => number {
  const all = labels.flatMap(({ ratings }) => (ratings ? [ratings.a, ratings.b] : []));
  const mean = all.reduce((sum, each) => sum + each, 0) / all.length;
  const deviation = Math.sqrt(all.reduce((sum, each) => sum + (each - mean) ** 2, 0) / all.length) || 1;
  return (rating) => (rating === undefined ? 0 : (rating - mean) / deviation);
}
