import { type LiveServing, pageFiles, serveView } from "../../src/viewer/server/index.ts";
import { registries } from "../registries.ts";
import { openBrowser } from "./open-browser.ts";
import { pageFolder } from "./page-folder.ts";
import { pagePaths } from "./page-paths.ts";
import { untilStopped } from "./until-stopped.ts";

/** Serves a live page until Ctrl-C. */
export async function serveLive(
  live: LiveServing,
  { port, open }: { readonly port: number; readonly open: boolean },
): Promise<void> {
  const folder = await pageFolder(() => console.error("Building the page, once."), "live");
  const serve = () => serveView({ live, envs: registries.envs, page: pageFiles(pagePaths(folder)), port });
  await untilStopped(serve, `lives ${live.setting.env.id}`, async (url) => {
    if (open && !(await openBrowser(url))) console.error("No browser was found: open the address yourself.");
  });
}
