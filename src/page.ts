/** The part of the package that runs in a browser as it does in Node. */
export * from "./core/index.ts";
export { type EpisodeRecord, packEpisode, parseEpisode, parseEpisodeAbout } from "./record/episode.ts";
export type { EpisodeAbout } from "./record/episode-about.ts";
export { type EpisodeRecorder, episodeRecorder } from "./record/episode-recorder.ts";
export { posesAt, type RecordedPoses } from "./record/poses.ts";
export { replay } from "./record/replay.ts";
export { recordedRows } from "./record/rescore.ts";
export {
  type GoalStrategy,
  type LiveReward,
  openRelabeller,
  openReward,
  ownGoal,
  parseExpression,
  type Relabelled,
  type Relabeller,
  type RelabelOptions,
  rewardHost,
  rewardsIn,
} from "./reward/index.ts";
export { openScored, type ScoredOptions } from "./run/scored.ts";
export {
  collector,
  type ElsewhereWorlds,
  openElsewhere,
  openVector,
  type VectorOptions,
  type WorldsElsewhere,
} from "./vector/index.ts";
