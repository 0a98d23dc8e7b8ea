import { pageFiles, serveView } from "../../src/viewer/server/index.ts";
import { registries } from "../registries.ts";
import { openBrowser } from "./open-browser.ts";
import { pageFolder } from "./page-folder.ts";
import { untilStopped } from "./until-stopped.ts";

/** Serves the page of episodes until Ctrl-C. @param path a run's folder, a folder of episodes, or one */
export async function showRun(
  path: string,
  { port, open }: { readonly port: number; readonly open: boolean },
): Promise<void> {
  const folder = await pageFolder(() => console.error("Building the page, once."));
  const serve = () => serveView({ path, envs: registries.envs, page: pageFiles(folder), port });
  await untilStopped(serve, `shows ${path}`, async (url) => {
    if (open && !(await openBrowser(url))) console.error("No browser was found: open the address yourself.");
  });
}
