export {
  checkEnv,
  checkGradient,
  checkLiveReward,
  checkReward,
  checkTransform,
  type Finding,
  report,
} from "./check/index.ts";
export * from "./core/index.ts";
export {
  type EpisodeRecord,
  type ImportedEpisode,
  isImported,
  latestCheckpoint,
  type MetricsRow,
  machineLine,
  readEpisode,
  readMetrics,
  readRun,
  readStoredEpisode,
  recordedRows,
  replay,
  runPaths,
  type StoredEpisode,
  versionsHere,
  writeEpisode,
} from "./record/index.ts";
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
export * from "./run/index.ts";
export {
  collector,
  type ElsewhereWorlds,
  openElsewhere,
  openVector,
  spread,
  type VectorOptions,
  type WorldsElsewhere,
} from "./vector/index.ts";
