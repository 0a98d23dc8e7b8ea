import { existsSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { pageFiles, serveView } from "../../../src/viewer/server/index.ts";
import { registries } from "../../registries.ts";
import { pageFolder } from "../../view/page-folder.ts";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const patience = 300_000; // [ms]

/** Serves a path to a browser of its own. */
export async function inBrowser<T>(
  path: string,
  work: (open: (hash?: string, size?: { width: number; height: number }) => Promise<Page>) => Promise<T>,
): Promise<{ readonly version: string; readonly found: T }> {
  if (!existsSync(executablePath)) throw new Error(`no browser at ${executablePath}; CHROMIUM names another`);
  const { chromium } = await import("playwright-core");
  const server = await serveView({ path, envs: registries.envs, page: pageFiles(await pageFolder()), port: 0 });
  const browser: Browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--enable-precise-memory-info"],
  });
  try {
    const open = async (hash = "", viewport = { width: 1280, height: 720 }) => {
      const tab = await browser.newPage({ viewport });
      tab.setDefaultTimeout(patience);
      await tab.addInitScript(watchFirstFrame);
      await tab.goto(server.url + hash);
      return tab;
    };
    return { version: browser.version(), found: await work(open) };
  } finally {
    await browser.close();
    await server.close();
  }
}

/** In the page: notes when the scene was first drawn, as `firstFrame` [ms since the page was asked for]. */
function watchFirstFrame(): void {
  const look = () => {
    const isDrawn = document.querySelector(".scene canvas") && document.querySelector("main")?.ariaBusy === "false";
    if (isDrawn) requestAnimationFrame(() => Object.assign(globalThis, { firstFrame: performance.now() }));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** When the scene was first drawn [ms]. */
export async function firstFrame(tab: Page): Promise<number> {
  const found = await tab.waitForFunction(() => (globalThis as unknown as { firstFrame?: number }).firstFrame);
  return (await found.jsonValue()) as number;
}
