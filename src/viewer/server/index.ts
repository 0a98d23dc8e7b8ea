export type { LiveSetting } from "../live/setting.ts";
export type { LabelSession } from "./labelling.ts";
export type { LiveServing } from "./live.ts";
export { type PageFiles, pageFiles, pathsIn } from "./page-files.ts";
export { serveView, type ViewOptions, type ViewServer } from "./server.ts";
export { standAloneFile } from "./stand-alone.ts";
