export {
  type Actor,
  type Collected,
  type Collector,
  type CollectorOptions,
  collector,
  type LivedRollout,
} from "./collect.ts";
export { type ElsewhereWorlds, openElsewhere, type WorldsElsewhere } from "./elsewhere.ts";
export { type EpisodeTracker, episodeTracker, type FinishedEpisode, type Observed } from "./episodes.ts";
export { openVector } from "./open.ts";
export type { VectorOptions } from "./options.ts";
export { type Gathering, gathering } from "./reward-rows.ts";
export { spread } from "./spread.ts";
export { beginsEpisode, besideWorld, packBeside, withoutBeside } from "./world-state.ts";
