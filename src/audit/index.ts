export { type Compared, type Comparison, compare, type Distances, scoreName } from "./compare.ts";
export { type Episodes, episodesOf } from "./episodes.ts";
export { type ExplainedPart, type Explanation, explain } from "./explain.ts";
export type { ExpressionPart } from "./expression-tree.ts";
export { type Inspection, inspect } from "./inspect.ts";
export { type AskedReward, rescore } from "./rescore.ts";
export { type RescoredFiles, rescoreFiles } from "./rescore-files.ts";
export { type AskedRun, episodeFiles, readEpisodes, runAt } from "./sources.ts";
export type { TermShare } from "./statistics/shares.ts";
