import { join } from "node:path";
import { writeWhole } from "../../record/index.ts";
import type { Ablation } from "../result.ts";
import { htmlOf } from "./html.ts";
import { markdownOf, picturesIn } from "./markdown.ts";
import { svgFile } from "./svg.ts";
import { tell } from "./tell.ts";

export { withoutVarying } from "./varying.ts";

/**
 * The files of a report, by path: `report.html`, which stands alone; `report.md`; and its pictures in `report/`. Equal
 * ablations give equal bytes once `withoutVarying` has removed what changes from run to run.
 */
export function reportFiles(ablation: Ablation, name = "report"): ReadonlyMap<string, string> {
  const report = tell(ablation);
  return new Map([
    [`${name}.html`, htmlOf(report)],
    [`${name}.md`, markdownOf(report, name)],
    ...picturesIn(report).map((picture) => [`${name}/${picture.name}.svg`, svgFile(picture)] as const),
  ]);
}

/**
 * Writes a report into a folder, each file whole or not at all.
 * @param name of the files, without extension
 * @throws `file/full`, `file/unusable`
 */
export async function writeReport(ablation: Ablation, directory: string, name = "report"): Promise<void> {
  for (const [path, text] of reportFiles(ablation, name)) await writeWhole(join(directory, path), text);
}
