export type { ActionRanges, NumberRange, OptionCounts } from "./action-ranges.ts";
export { type Exported, exportMinari } from "./export-minari.ts";
export { type ExportedTables, exportParquet } from "./export-parquet.ts";
export { type Imported, importMinari } from "./import-minari.ts";
export { type InspectedEpisode, type InspectedEpisodes, inspectEpisodes, type Spread } from "./inspect.ts";
export { selecting, type Wanted } from "./selection.ts";
