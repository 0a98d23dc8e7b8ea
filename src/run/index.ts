export * from "./evaluate.ts";
export type { Group } from "./group.ts";
export { type LearnedPart, type LearnedParts, learnedParts } from "./learned-parts.ts";
export { runMetrics } from "./metrics.ts";
export { originsFor } from "./origins.ts";
export { openPolicy } from "./policy.ts";
export type { Progress, Speed } from "./progress.ts";
export { type OriginPaths, type OriginSources, readOrigins, withOrigins } from "./read-origins.ts";
export type { RecentMeans } from "./recent.ts";
export type { Preset, Presets, Registries } from "./registries.ts";
export * from "./replay-scored.ts";
export type { EpisodeResult } from "./returns.ts";
export { fileDigests, type NamedFiles, nameFiles, renamedFiles, withFilesOf } from "./reward-files.ts";
export * from "./scored.ts";
export * from "./seconds.ts";
export * from "./settle.ts";
export { type Estimate, estimate, type Summary } from "./summary.ts";
export { takersOf } from "./takers.ts";
export * from "./train.ts";
export {
  type LearnedReward,
  learnedReward,
  openTrained,
  recordedSpec,
  savedProgress,
  type TrainedPolicy,
} from "./trained.ts";
export * from "./tree.ts";
export type { EarlyStop } from "./validation.ts";
