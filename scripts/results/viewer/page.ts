import { copyFileSync, mkdirSync, statSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { unpack } from "../../../src/core/index.ts";
import { serveView } from "../../../src/viewer/server/index.ts";
import type { Library } from "../../../src/viewer/shapes.ts";
import { registries } from "../../registries.ts";
import { ofBudget } from "../budget.ts";
import { type Section, table } from "../report.ts";
import { firstFrame, inBrowser } from "./browser.ts";
import { inFolder, recordAnt } from "./recorded.ts";

interface Measured {
  readonly chromium: string;
  /** Processes that wanted to run as the measurement began, on average over a minute. */
  readonly load: number;
  /** From asking for the page to the first picture of the scene, each in a new tab [ms]. */
  readonly first: readonly number[];
  /** Pictures a second while an ant plays, at 1280 x 720. */
  readonly pictures: number;
  readonly listed: { readonly files: number; readonly megabytes: number; readonly list: number; readonly open: number };
  /** Of the page, in use after the n-th episode [MB]. */
  readonly heap: readonly (readonly [opened: number, megabytes: number])[];
}

/** How quick the page is, drawn by a processor. */
export const page: Section<Measured> = {
  name: "page",
  title: "The page",
  measure: () =>
    inFolder(async (folder) => {
      const file = await recordAnt(folder, ofBudget(1000, 40));
      const load = loadavg()[0];
      const many = join(folder, "many");
      mkdirSync(many);
      const { size } = statSync(file);
      const count = ofBudget(Math.ceil(200e6 / size), 12);
      for (let i = 0; i < count; i++) copyFileSync(file, join(many, `ant-${String(i).padStart(4, "0")}.episode`));
      const { version, found } = await inBrowser(file, async (open) => {
        const first: number[] = [];
        for (let i = 0; i < ofBudget(5); i++) {
          const tab = await open();
          first.push(await firstFrame(tab));
          await tab.close();
        }
        const tab = await open("#speed=8");
        await firstFrame(tab);
        const pictures = await tab.evaluate(countPictures, ofBudget(5, 1));
        return { first, pictures };
      });
      const listed = await timeOfList(many);
      const { found: heap } = await inBrowser(many, async (open) => {
        const tab = await open();
        await firstFrame(tab);
        const cdp = await tab.context().newCDPSession(tab);
        const inUse = async () => {
          await cdp.send("HeapProfiler.collectGarbage");
          return ((await cdp.send("Runtime.getHeapUsage")).usedSize as number) / 1e6;
        };
        const heap: [number, number][] = [[1, await inUse()]];
        const episodes = ofBudget(100, 6);
        for (let opened = 2; opened <= episodes; opened++) {
          await tab.keyboard.press("ArrowDown");
          await tab.waitForFunction(
            (i) =>
              location.hash.includes(`ant-${String(i).padStart(4, "0")}`) &&
              document.querySelector("main")?.ariaBusy === "false",
            (opened - 1) % count,
          );
          if (opened % Math.max(1, Math.floor(episodes / 4)) === 0) heap.push([opened, await inUse()]);
        }
        return heap;
      });
      return {
        chromium: version,
        load,
        first: found.first,
        pictures: found.pictures,
        listed: { files: count, megabytes: (count * size) / 1e6, ...listed },
        heap,
      };
    }),
  tell({ chromium, load, first, pictures, listed, heap }) {
    const sorted = [...first].sort((a, b) => a - b);
    const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
    return [
      `Chromium ${chromium}, WebGL by its software renderer on the processors of this machine, where ${load.toFixed(1)} other processes wanted to run meanwhile.`,
      table(
        ["", "measured", "wanted"],
        [
          ["first picture of an ant, the median of new tabs", seconds(sorted[Math.floor(sorted.length / 2)]), "1.5 s"],
          ["the same, the quickest", seconds(sorted[0]), "1.5 s"],
          ["pictures a second while it plays, at 1280 x 720", pictures.toFixed(1), "30"],
          [
            `${listed.files} episodes of together ${listed.megabytes.toFixed(0)} MB listed by a server that has just begun`,
            seconds(listed.list),
            "1 s",
          ],
          ["one of them opened", seconds(listed.open), "1 s"],
        ],
      ),
      `Memory of the page's script after opening episodes one after another: ${heap.map(([n, mb]) => `${mb.toFixed(1)} MB after ${n}`).join(", ")}.`,
    ].join("\n\n");
  },
};

/** How long it takes to list a folder, and then to open one of its episodes [ms]. */
async function timeOfList(path: string): Promise<{ readonly list: number; readonly open: number }> {
  const begun = performance.now();
  const { url, close } = await serveView({ path, envs: registries.envs, page: { file: () => undefined }, port: 0 });
  try {
    const { episodes } = (await (await fetch(`${url}api/library`)).json()) as Library;
    const listed = performance.now();
    for (const what of ["numbers", "lived"])
      unpack(new Uint8Array(await (await fetch(`${url}api/episode/${episodes[7].id}/${what}`)).arrayBuffer()));
    return { list: listed - begun, open: performance.now() - listed };
  } finally {
    await close();
  }
}

/** In the page: plays, and counts the frames in which another step is shown, a second. */
function countPictures(seconds: number): Promise<number> {
  return new Promise((resolve) => {
    const step = () => document.querySelector(".bar .now")?.textContent;
    const begun = performance.now();
    let [count, last] = [0, step()];
    (document.querySelector(".play") as HTMLElement).click();
    const look = () => {
      const now = step();
      if (now !== last) count++;
      last = now;
      const taken = (performance.now() - begun) / 1000;
      if (taken < seconds) requestAnimationFrame(look);
      else resolve(count / taken);
    };
    requestAnimationFrame(look);
  });
}
