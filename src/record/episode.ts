import {
  type Columns,
  fail,
  type NamedRewards,
  type PackedArray,
  type Params,
  pack,
  type RewardExpression,
  unpack,
} from "../core/index.ts";
import { readWhole } from "./atomic.ts";
import {
  array,
  bytes,
  count,
  fields,
  flag,
  json,
  listOf,
  number,
  optional,
  readForm,
  recordOf,
  rowsOfAny,
  text,
} from "./form.ts";
import type { Versions } from "./machine.ts";
import { unseal, writeSealed } from "./sealed.ts";
import { digestSize } from "./stepped-worlds.ts";

const format = 1;

/** The origin of an episode. */
export interface EpisodeOrigin {
  /** Of the vector; the world drew from `generator(seed, "world", world)`. */
  readonly seed: number;
  readonly reward: RewardExpression;
  /** Rewards by name that were watched beside it. */
  readonly watch?: NamedRewards;
  /** An agent's id. */
  readonly agent: string;
  readonly versions: Versions;
}

/**
 * A finished episode: enough to replay it bit for bit, and to score it by rewards that did not exist then. Measurements
 * have `steps + 1` rows, one at the start and one after every step; actions, events and rewards have `steps` rows.
 */
export interface EpisodeRecord extends EpisodeOrigin {
  /** `maxSteps` is among the params. */
  readonly env: { readonly id: string; readonly params: Params };
  readonly world: number;
  /** What the episode was to achieve, where its vector captured goals. */
  readonly goal?: string;
  readonly steps: number;
  readonly terminated: boolean;
  readonly truncated: boolean;
  /** The env's score, in [0, 1]. */
  readonly score: number;
  /** By the env's further yardsticks. */
  readonly yardsticks?: { readonly [name: string]: number };
  /** Sum of `rewards`. */
  readonly return: number;
  /** The world's saved state at the start. */
  readonly start: Uint8Array;
  /** `[steps, leaf]` for every leaf of the action space, as the world received them. */
  readonly actions: readonly PackedArray[];
  /** `[steps + 1]` */
  readonly features: Columns;
  /** `[steps]` */
  readonly events: { readonly [name: string]: Int32Array };
  /** `[steps]` */
  readonly rewards: Float64Array;
  /** `[steps]`: the named terms that `rewards` is the sum of. */
  readonly terms: Columns;
  /** `[steps]`: what the rewards of `watch` gave. */
  readonly watched?: Columns;
  /** `[steps + 1, 8]`: digests of the observations. */
  readonly digests: Uint8Array;
  /** `[steps + 1, leaf]` for every leaf of the observation space, if requested. */
  readonly observations?: readonly PackedArray[];
}

const formOf = (steps: number) => ({
  env: fields({ id: text, params: recordOf(json) }),
  seed: count,
  reward: json,
  watch: optional(recordOf(json)),
  agent: text,
  versions: recordOf(text),
  world: count,
  goal: optional(text),
  steps: count,
  terminated: flag,
  truncated: flag,
  score: number,
  yardsticks: optional(recordOf(number)),
  return: number,
  start: bytes,
  actions: listOf(rowsOfAny(steps)),
  features: recordOf(array("float64", steps + 1)),
  events: recordOf(array("int32", steps)),
  rewards: array("float64", steps),
  terms: recordOf(array("float64", steps)),
  watched: optional(recordOf(array("float64", steps))),
  digests: array("uint8", (steps + 1) * digestSize),
  observations: optional(listOf(rowsOfAny(steps + 1))),
});

/** @throws `file/full`, `file/unusable` */
export const writeEpisode = (path: string, record: EpisodeRecord): Promise<void> =>
  writeSealed(path, "episode", pack({ format, ...record }));

/** @throws `file/corrupt`, `file/unusable` */
export const readEpisode = async (path: string): Promise<EpisodeRecord> =>
  parseEpisode(await readWhole(path, "a whole episode"), path);

/**
 * An episode from a file's bytes.
 * @param path for messages
 * @throws `file/corrupt`
 */
export function parseEpisode(bytes: Uint8Array, path: string): EpisodeRecord {
  const value = unpack(unseal("episode", bytes, path), path);
  const given = readForm(value, { format: count, steps: count }, path);
  if (given.format !== format || given.steps < 1)
    fail("file/corrupt", {
      given: `${path} of format ${given.format} and ${given.steps} steps`,
      expected: `format ${format} and at least a step`,
    });
  const record = readForm(value, formOf(given.steps), path);
  const { reward, watch, ...rest } = record;
  return {
    ...rest,
    reward: reward as RewardExpression,
    ...(watch && { watch: watch as NamedRewards }),
  };
}
