import { filesOf, writeFiles } from "../../report/files.ts";
import type { Ablation } from "../result.ts";
import { tell } from "./tell.ts";

export { withoutVarying } from "../../report/varying.ts";

/**
 * The files of a report, by path: `report.html`, which stands alone; `report.md`; and its pictures in `report/`. Equal
 * ablations give equal bytes once `withoutVarying` has removed what changes from run to run.
 */
export const reportFiles = (ablation: Ablation, name = "report"): ReadonlyMap<string, string> =>
  filesOf(tell(ablation), name);

/**
 * Writes a report into a folder, each file whole or not at all.
 * @param name of the files, without extension
 * @throws `file/full`, `file/unusable`
 */
export const writeReport = (ablation: Ablation, directory: string, name = "report"): Promise<void> =>
  writeFiles(reportFiles(ablation, name), directory);
