import { type Columns, digest, fail, type PackedArray, type Params, pack, unpack } from "../core/index.ts";
import {
  array,
  bytes,
  count,
  fields,
  json,
  listOf,
  optional,
  readForm,
  recordOf,
  rowsOfAny,
  text,
} from "../record/form.ts";
import { type EpisodeRecord, requireExact, seatsIn } from "../record/index.ts";

const format = "rewardgym/clip-1";

/** A stretch of an episode that people compare with others. What is measured has a row before the first step, too. */
export interface Clip {
  readonly env: { readonly id: string; readonly params: Params };
  /** Seed of the episode's vector and number of its world. */
  readonly seed: number;
  readonly world: number;
  /** Step of the episode before which it begins. */
  readonly start: number;
  /** Steps. */
  readonly length: number;
  /** `[length, leaf]` for every leaf of the action space. */
  readonly actions: readonly PackedArray[];
  /** `[length + 1]` */
  readonly features: Columns;
  /** `[length + 1, leaf]` for every leaf of the observation space, if they were recorded. */
  readonly observations?: readonly PackedArray[];
  /** The world as its vector saved it before the first step, if it is known: the clip can then be shown as it looked. */
  readonly state?: Uint8Array;
}

/** Where a clip lies in an episode. */
export interface Stretch {
  readonly start: number;
  readonly length: number;
}

/**
 * Cuts a clip out of a recorded episode; the arrays are copies.
 * @param state the world as it was saved before step `start`; known at the start of the episode
 * @throws `labels/invalid` for a stretch that the episode does not have, or an episode of several seats; `reward/input` for
 *   one whose features are rounded
 */
export function clipOf(record: EpisodeRecord, { start, length }: Stretch, state?: Uint8Array): Clip {
  const isInside = Number.isInteger(start) && Number.isInteger(length) && start >= 0 && length >= 1;
  if (!isInside || start + length > record.steps)
    fail("labels/invalid", {
      given: `a clip of ${length} steps from step ${start} on`,
      expected: `a stretch of the episode's ${record.steps} steps`,
    });
  if (seatsIn(record) > 1)
    fail("labels/invalid", { given: "an episode of several seats", expected: "clips of episodes of one seat" });
  requireExact(record, Object.keys(record.features), "a clip");
  const rows = <T extends PackedArray>(leaf: T, all: number, count: number): T => {
    const size = leaf.length / all;
    return leaf.slice(start * size, (start + count) * size) as T;
  };
  const { env, seed, world, steps, actions, features, observations } = record;
  const saved = state ?? (start === 0 ? record.start : undefined);
  return {
    env: { id: env.id, params: env.params },
    seed,
    world,
    start,
    length,
    actions: actions.map((leaf) => rows(leaf, steps, length)),
    features: Object.fromEntries(
      Object.entries(features).map(([name, column]) => [name, rows(column, steps + 1, length + 1)]),
    ),
    ...(observations && { observations: observations.map((leaf) => rows(leaf, steps + 1, length + 1)) }),
    ...(saved && { state: saved }),
  };
}

/** The bytes of a clip: equal clips have equal bytes. */
export const packClip = (clip: Clip): Uint8Array<ArrayBuffer> => pack({ format, ...clip });

/** The name under which a store keeps a clip. */
export const clipName = (clip: Clip): Promise<string> => digest(packClip(clip));

/** @throws `file/corrupt` */
export function parseClip(packed: Uint8Array, what: string): Clip {
  const value = unpack(packed, what);
  const { format: found, length } = readForm(value, { format: text, length: count }, what);
  if (found !== format || length < 1)
    fail("file/corrupt", { given: `${what} of format ${found} and ${length} steps`, expected: `steps of ${format}` });
  return readForm(
    value,
    {
      env: fields({ id: text, params: recordOf(json) }),
      seed: count,
      world: count,
      start: count,
      length: count,
      actions: listOf(rowsOfAny(length)),
      features: recordOf(array("float64", length + 1)),
      observations: optional(listOf(rowsOfAny(length + 1))),
      state: optional(bytes),
    },
    what,
  );
}

/** The mean of every feature after the clip's steps, for tables and for whoever reads labels without clips. */
export const meansOf = ({ features, length }: Clip): { readonly [name: string]: number } =>
  Object.fromEntries(
    Object.entries(features).map(([name, column]) => {
      let sum = 0;
      for (let step = 1; step <= length; step++) sum += column[step];
      return [name, sum / length];
    }),
  );
