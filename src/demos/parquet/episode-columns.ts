import { canonical } from "../../core/index.ts";
import { type EpisodeRecord, isImported, type StoredEpisode } from "../../record/index.ts";
import type { TableColumn } from "./write-table.ts";

/** A column of the table of episodes. */
export interface EpisodeColumn extends TableColumn {
  readonly of: (episode: StoredEpisode, index: number, file: string) => number | boolean | string | undefined;
}

const recorded =
  <T>(of: (record: EpisodeRecord) => T) =>
  (episode: StoredEpisode): T | undefined =>
    isImported(episode) ? undefined : of(episode);

export const episodeColumns: readonly EpisodeColumn[] = [
  { name: "episode", type: "INT32", of: (_, index) => index },
  { name: "file", type: "STRING", of: (_episode, _index, file) => file },
  { name: "env", type: "STRING", of: ({ env }) => env.id },
  { name: "params", type: "STRING", of: ({ env }) => canonical(env.params) },
  { name: "agent", type: "STRING", of: (episode) => (isImported(episode) ? episode.imported.agent : episode.agent) },
  { name: "reward", type: "STRING", of: recorded(({ reward }) => canonical(reward)) },
  { name: "goal", type: "STRING", of: recorded(({ goal }) => goal) },
  { name: "seed", type: "DOUBLE", of: recorded(({ seed }) => seed) }, // may be above 2^32
  { name: "world", type: "INT32", of: recorded(({ world }) => world) },
  { name: "steps", type: "INT32", of: ({ steps }) => steps },
  { name: "terminated", type: "BOOLEAN", of: ({ terminated }) => terminated },
  { name: "truncated", type: "BOOLEAN", of: ({ truncated }) => truncated },
  { name: "score", type: "DOUBLE", of: recorded(({ score }) => score) },
  { name: "return", type: "DOUBLE", of: (episode) => episode.return },
];
