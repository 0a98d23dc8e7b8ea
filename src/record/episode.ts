import {
  type Columns,
  fail,
  type NamedRewards,
  type Packable,
  type PackedArray,
  type Params,
  type RewardExpression,
  unpack,
} from "../core/index.ts";
import { isBlocked, trailerSize } from "./blocks.ts";
import { decompress } from "./compressed.ts";
import { aboutOf, type EpisodeAbout, readAbout } from "./episode-about.ts";
import { packBlocks } from "./episode-blocks.ts";
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
  packable,
  readForm,
  recordOf,
  rowsOfAny,
  text,
} from "./form.ts";
import { type ImportedEpisode, importedForm, isImported, type StoredEpisode } from "./imported-episode.ts";
import type { Versions } from "./machine.ts";
import { type RecordedPokes, recordedPokes } from "./pokes.ts";
import { posesOf, type RecordedPoses } from "./poses.ts";
import { readBlocks, readEnd } from "./read-blocks.ts";
import { unseal } from "./sealed.ts";
import { digestSize } from "./stepped-worlds.ts";

/**
 * Files are written in blocks. Older ones are read: those of worlds with one seat, with several, and of episodes that were
 * lived in another program; then all of these, compressed as one.
 */
const formats = { one: 1, several: 2, imported: 3, compressed: 4 };

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

/** Which rows of a record are whose, where a world has several seats; `[steps, count]` each. */
export type SeatRecord = {
  /** Seats of the world: every array of the record then has this many rows a step, time-major. */
  readonly count: number;
  /** 1 where the seat took part in the step. */
  readonly present: Uint8Array;
  /** How and with which score the episodes of seats ended, in the rows where they did. */
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  readonly scores: Float64Array;
};

/**
 * A finished episode: enough to replay it bit for bit, and to score it by rewards that did not exist then. Measurements
 * have `steps + 1` rows, one at the start and one after every step; actions, events and rewards have `steps` rows.
 * Of a world with several seats it holds all that they lived from one reset to the next.
 */
export interface EpisodeRecord extends EpisodeOrigin {
  /** `maxSteps` is among the params. */
  readonly env: { readonly id: string; readonly params: Params };
  readonly world: number;
  /** What the episode was to achieve, where its vector captured goals. */
  readonly goal?: string;
  readonly steps: number;
  /** Of several seats: whether none was truncated as the last step ended their episodes. */
  readonly terminated: boolean;
  readonly truncated: boolean;
  /** By the env's yardstick, in [0, 1]. Of several seats: the mean over all their episodes. */
  readonly score: number;
  /** By the env's further yardsticks. */
  readonly yardsticks?: { readonly [name: string]: number };
  /** Sum of `rewards`. */
  readonly return: number;
  /** The world as its vector saved it at the start; left out where worlds cannot be saved, and replayed. */
  readonly start?: Uint8Array;
  /** `[steps, leaf]` for every leaf of the action space, as the world received them. */
  readonly actions: readonly PackedArray[];
  /** `[steps + 1]`, a column for each element of a vector. */
  readonly features: Columns;
  /** Where features are rounded: none is off by more than this share of itself. */
  readonly rounded?: number;
  /** `[steps]` */
  readonly events: { readonly [name: string]: Int32Array };
  /** `[steps]` */
  readonly rewards: Float64Array;
  /** `[steps]`: the named terms that `rewards` is the sum of. */
  readonly terms: Columns;
  /** `[steps]`: what the named rewards inside transforms gave, by path, where there are any. */
  readonly inner?: Columns;
  /** `[steps]`: what the rewards of `watch` gave. */
  readonly watched?: Columns;
  /** `[steps + 1, 8]`: digests of the observations. */
  readonly digests: Uint8Array;
  /** `[steps + 1, leaf]` for every leaf of the observation space, if requested. */
  readonly observations?: readonly PackedArray[];
  /** Where the world has several seats. */
  readonly seats?: SeatRecord;
  /** Where things were, of an env that describes its scene. */
  readonly poses?: RecordedPoses;
  /** Forces that a person added while it was lived. */
  readonly pokes?: RecordedPokes;
}

/** Rows a step. */
export const seatsIn = ({ seats }: Pick<EpisodeRecord, "seats">): number => seats?.count ?? 1;

const formOf = (steps: number, seats: number) => ({
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
  start: optional(bytes),
  actions: listOf(rowsOfAny(steps * seats)),
  features: recordOf(array("float64", (steps + 1) * seats)),
  rounded: optional(number),
  events: recordOf(array("int32", steps * seats)),
  rewards: array("float64", steps * seats),
  terms: recordOf(array("float64", steps * seats)),
  inner: optional(recordOf(array("float64", steps * seats))),
  watched: optional(recordOf(array("float64", steps * seats))),
  digests: array("uint8", (steps + 1) * seats * digestSize),
  observations: optional(listOf(rowsOfAny((steps + 1) * seats))),
  seats: optional(
    fields({
      count,
      present: array("uint8", steps * seats),
      terminated: array("uint8", steps * seats),
      truncated: array("uint8", steps * seats),
      scores: array("float64", steps * seats),
    }),
  ),
  poses: optional(posesOf(steps)),
  pokes: optional(recordedPokes),
});

/** The bytes of an episode's file. */
export const packEpisode = (episode: StoredEpisode): Uint8Array<ArrayBuffer> => packBlocks(episode);

/**
 * Reads the bytes of an episode's file.
 * @param what names them in messages
 * @throws `file/corrupt`; `episode/imported` for an episode that was not lived here
 */
export function parseEpisode(packed: Uint8Array, what = "an episode"): EpisodeRecord {
  const episode = parseStoredEpisode(packed, what);
  if (isImported(episode))
    fail("episode/imported", {
      given: `${what}, from the ${episode.imported.kind} data set ${episode.imported.dataset}`,
      expected: "an episode that was recorded here",
      fix: "An imported one has no saved start, features or score: it can be learned from, not replayed or scored again.",
    });
  return episode;
}

/**
 * Reads the bytes of an episode's file, recorded here or imported.
 * @param what names them in messages
 * @throws `file/corrupt`
 */
export function parseStoredEpisode(packed: Uint8Array, what = "an episode"): StoredEpisode {
  const { episode, trouble } = salvageEpisode(packed, what);
  if (trouble !== undefined)
    fail("file/corrupt", {
      given: `${what}: ${trouble}`,
      expected: "a whole episode",
      fix: "`rewardgym view` shows what is whole.",
    });
  return episode;
}

/** What is whole of an episode. */
export interface Salvaged {
  /** Numbers that are missing are NaN; of one that breaks off the score says nothing. */
  readonly episode: StoredEpisode;
  readonly isFinished: boolean;
  /** What is missing, in words, and how many steps are there. */
  readonly trouble?: string;
  readonly wholeSteps: number;
}

/**
 * Reads the bytes of an episode's file, also where some are lost or not yet written.
 * @throws `file/corrupt` where not one step is whole, and for what is no episode
 */
export function salvageEpisode(packed: Uint8Array, what = "an episode"): Salvaged {
  if (!isBlocked(packed)) {
    const episode = parseSealed(packed, what);
    return { episode, isFinished: true, wholeSteps: episode.steps };
  }
  const { fields: read, steps, ...found } = readBlocks(packed, what);
  const { seats, imported } = readForm(
    read,
    { seats: optional(fields({ count })), imported: optional(packable) },
    what,
  );
  const episode = imported ? readImported(read, steps, what) : readRecorded(read, steps, seats?.count ?? 1, what);
  return { ...found, episode };
}

/** An episode in a file of an older format. @throws `file/corrupt` */
function parseSealed(packed: Uint8Array, what: string): StoredEpisode {
  const payload = unpack(unseal("episode", packed, what), what);
  const format = formatOf(payload, what);
  const isCompressed = format === formats.compressed;
  const value = isCompressed ? expanded(payload, what) : payload;
  const { steps, seats, imported } = readForm(
    value,
    { steps: count, seats: optional(fields({ count })), imported: optional(packable) },
    what,
  );
  const isOther = isCompressed ? imported !== undefined : format === formats.imported;
  const expected = isOther ? formats.imported : seats ? formats.several : formats.one;
  if ((!isCompressed && format !== expected) || steps < 1)
    fail("file/corrupt", {
      given: `${what} of format ${format} and ${steps} steps`,
      expected: `format ${expected} or ${formats.compressed} and at least a step`,
    });
  return isOther ? readImported(value, steps, what) : readRecorded(value, steps, seats?.count ?? 1, what);
}

/**
 * Reads what the bytes of an episode's file say of it as a whole. The columns are left alone where that is possible.
 * @throws `file/corrupt`
 */
export function parseEpisodeAbout(packed: Uint8Array, what = "an episode"): EpisodeAbout {
  if (isBlocked(packed)) {
    const end = readEnd(packed.subarray(-trailerSize), (at) => packed.subarray(at), what);
    return end ? readAbout(end.about, what) : aboutOf(parseStoredEpisode(packed, what));
  }
  const payload = unpack(unseal("episode", packed, what), what, { views: true });
  if (formatOf(payload, what) !== formats.compressed) return aboutOf(parseSealed(packed, what));
  return readAbout(readForm(payload, { about: packable }, what).about, what);
}

/** @throws `file/corrupt` for what a newer version wrote */
function formatOf(payload: Packable, what: string): number {
  const { format } = readForm(payload, { format: count }, what);
  if (format > formats.compressed)
    fail("file/corrupt", {
      given: `${what} of format ${format}`,
      expected: `format ${formats.compressed} or an older one`,
      fix: "A newer rewardgym wrote it.",
    });
  return format;
}

const expanded = (payload: Packable, what: string): Packable =>
  unpack(decompress(readForm(payload, { size: count, deflated: bytes }, what), what, true), what, { views: true });

function readImported(value: unknown, steps: number, what: string): ImportedEpisode {
  return readForm(value, importedForm(steps), what);
}

function readRecorded(value: unknown, steps: number, seats: number, what: string): EpisodeRecord {
  const { reward, watch, ...rest } = readForm(value, formOf(steps, seats), what);
  return {
    ...rest,
    reward: reward as RewardExpression,
    ...(watch && { watch: watch as NamedRewards }),
  };
}
