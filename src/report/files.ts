import { join } from "node:path";
import { writeWhole } from "../record/index.ts";
import type { Report } from "./blocks.ts";
import { htmlOf } from "./html.ts";
import { markdownOf, picturesIn } from "./markdown.ts";
import { svgFile } from "./svg.ts";

/** The files of a report, by path: `<name>.html`, which stands alone; `<name>.md`; and its pictures in `<name>/`. */
export const filesOf = (report: Report, name: string): ReadonlyMap<string, string> =>
  new Map([
    [`${name}.html`, htmlOf(report)],
    [`${name}.md`, markdownOf(report, name)],
    ...picturesIn(report).map((picture) => [`${name}/${picture.name}.svg`, svgFile(picture)] as const),
  ]);

/**
 * Writes files into a folder, each whole or not at all.
 * @throws `file/full`, `file/unusable`
 */
export async function writeFiles(files: ReadonlyMap<string, string>, directory: string): Promise<void> {
  for (const [path, text] of files) await writeWhole(join(directory, path), text);
}
