import type { Json, Params, RewardExpression } from "../core/index.ts";
import type { EpisodeRecord } from "./episode.ts";
import { count, fields, flag, json, number, optional, readForm, recordOf, text } from "./form.ts";
import { type ImportedEpisode, isImported, type StoredEpisode } from "./imported-episode.ts";

/** What an episode's file says of it as a whole, without its columns. */
export type EpisodeAbout = Pick<ImportedEpisode, "env" | "steps" | "terminated" | "truncated" | "return"> &
  Partial<Pick<ImportedEpisode, "imported">> &
  Partial<Pick<EpisodeRecord, "seed" | "world" | "agent" | "goal" | "score" | "yardsticks">> & {
    readonly env: { readonly id: string; readonly params: Params };
    readonly reward?: Json;
    /** Whether the file holds observations, and poses. */
    readonly observed: boolean;
    readonly posed: boolean;
  };

const aboutForm = {
  imported: optional(
    fields({ kind: text, dataset: text, episode: count, agent: optional(text), seed: optional(count) }),
  ),
  env: fields({ id: text, params: recordOf(json) }),
  seed: optional(count),
  world: optional(count),
  agent: optional(text),
  reward: optional(json),
  goal: optional(text),
  steps: count,
  terminated: flag,
  truncated: flag,
  score: optional(number),
  yardsticks: optional(recordOf(number)),
  return: number,
  observed: flag,
  posed: flag,
};

/** @throws `file/corrupt` */
export const readAbout = (value: unknown, what: string): EpisodeAbout => readForm(value, aboutForm, what);

export function aboutOf(episode: StoredEpisode): EpisodeAbout {
  const { env, steps, terminated, truncated, return: sum, observations } = episode;
  const common = { env, steps, terminated, truncated, return: sum, observed: observations !== undefined };
  if (isImported(episode)) return { ...common, imported: episode.imported, posed: false };
  const { seed, world, agent, reward, goal, score, yardsticks, poses } = episode;
  const named = { seed, world, agent, reward: reward satisfies RewardExpression as Json, goal, score, yardsticks };
  return { ...common, ...named, posed: poses !== undefined };
}
