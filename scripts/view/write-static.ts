import { copyFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { makeFolder } from "../../src/record/folder.ts";
import { writeFolder, writeWhole } from "../../src/record/index.ts";
import type { LiveServing } from "../../src/viewer/server/index.ts";
import { pageFolder } from "./page-folder.ts";
import { pagePaths } from "./page-paths.ts";

/**
 * Writes a live page as a folder that any web server shows: env, engine and policy run in the browser.
 * @throws `run/exists` for a folder that holds anything, `file/full`, `file/unusable`
 */
export async function writeStatic({ setting, policy }: LiveServing, out: string): Promise<void> {
  const folder = await pageFolder(() => console.error("Building the page, once."), "live");
  await writeFolder(out, async (temporary) => {
    for (const [path, place] of pagePaths(folder)) {
      const target = join(temporary, path);
      await makeFolder(dirname(target));
      await copyFile(place, target);
    }
    await writeWhole(join(temporary, "live.json"), `${JSON.stringify(setting)}\n`);
    if (policy) await writeWhole(join(temporary, setting.policy!), policy);
  });
}
