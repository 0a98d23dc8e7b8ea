export { type Actor, type Collected, type Collector, collector } from "./collect.ts";
export { type EpisodeTracker, episodeTracker, type FinishedEpisode } from "./episodes.ts";
export type { Fault } from "./faults.ts";
export type { Capture } from "./memory.ts";
export { openVector } from "./open.ts";
export type { VectorEnv, VectorOptions } from "./vector.ts";
