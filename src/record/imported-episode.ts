import type { PackedArray, Params } from "../core/index.ts";
import type { EpisodeRecord } from "./episode.ts";
import { array, count, fields, flag, json, listOf, number, optional, recordOf, rowsOfAny, text } from "./form.ts";
import type { Versions } from "./machine.ts";

/** Where an imported episode comes from. */
export type ImportSource = {
  /** The kind of data set. */
  readonly kind: string;
  /** Its name for itself. */
  readonly dataset: string;
  /** Which of its episodes, from 0 on. */
  readonly episode: number;
  /** What it says of who acted. */
  readonly agent?: string;
  /** What its own env was reset with; means nothing to ours. */
  readonly seed?: number;
};

/**
 * An episode that was lived in another program. It has no saved start, features, events, terms or score, because nobody
 * measured them: it can be learned from, and cannot be replayed or scored again.
 */
export interface ImportedEpisode {
  readonly imported: ImportSource;
  /** The env of ours whose spaces it fits. `maxSteps` is among the params. */
  readonly env: { readonly id: string; readonly params: Params };
  /** Of the packages that imported it. */
  readonly versions: Versions;
  readonly steps: number;
  readonly terminated: boolean;
  readonly truncated: boolean;
  /** Sum of `rewards`. */
  readonly return: number;
  /** `[steps]`, by the reward of the env that it was lived in. */
  readonly rewards: Float64Array;
  /** `[steps, leaf]` for every leaf of the action space, clipped to its bounds. */
  readonly actions: readonly PackedArray[];
  /** `[steps + 1, leaf]` for every leaf of the observation space. */
  readonly observations: readonly PackedArray[];
}

/** What an episode's file may hold. */
export type StoredEpisode = EpisodeRecord | ImportedEpisode;

export const isImported = (episode: StoredEpisode): episode is ImportedEpisode => "imported" in episode;

export const importedForm = (steps: number) => ({
  imported: fields({ kind: text, dataset: text, episode: count, agent: optional(text), seed: optional(count) }),
  env: fields({ id: text, params: recordOf(json) }),
  versions: recordOf(text),
  steps: count,
  terminated: flag,
  truncated: flag,
  return: number,
  rewards: array("float64", steps),
  actions: listOf(rowsOfAny(steps)),
  observations: listOf(rowsOfAny(steps + 1)),
});
