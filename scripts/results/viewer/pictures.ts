import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { decode, encode } from "fast-png";
import { poseSize, sceneRows } from "../../../src/core/index.ts";
import { posesAt, readEpisode, writeWhole } from "../../../src/record/index.ts";
import { rayCaster } from "../../../src/render/index.ts";
import { folder } from "../budget.ts";
import { type Section, table } from "../report.ts";
import { firstFrame, inBrowser } from "./browser.ts";
import { inFolder, recordAnt } from "./recorded.ts";

const step = 12;

interface Measured {
  readonly width: number;
  readonly height: number;
  /** Mean difference of a colour, of 255. */
  readonly apart: number;
}

/** The same moment, painted by the ray-caster and by the page. */
export const pictures: Section<Measured> = {
  name: "pictures",
  title: "One moment, painted twice",
  measure: () =>
    inFolder(async (place) => {
      const file = await recordAnt(place, 40);
      const { found: page } = await inBrowser(file, async (open) => {
        const tab = await open(`#step=${step}&theme=light`, { width: 560, height: 640 });
        await firstFrame(tab);
        await tab.addStyleTag({ content: ".tools, .words { display: none !important }" });
        await tab.evaluate(() => new Promise(requestAnimationFrame));
        const shot = await tab.locator(".scene canvas").screenshot();
        return decode(shot);
      });
      const { width, height } = page;
      const { poses } = await readEpisode(file);
      const { scene } = poses!;
      const rows = sceneRows(scene);
      const now = new Float64Array(rows * poseSize);
      posesAt(poses!, step, now);
      const places = Float64Array.from({ length: 3 * rows }, (_, i) => now[Math.floor(i / 3) * poseSize + (i % 3)]);
      const turns = Float64Array.from({ length: 4 * rows }, (_, i) => now[Math.floor(i / 4) * poseSize + 3 + (i % 4)]);
      const pixels = new Uint8Array(3 * width * height);
      rayCaster(scene)({ width, height, camera: Object.keys(scene.cameras)[0], pixels }, places, turns);
      const own = Uint8Array.from(pixels, (_, i) => page.data[Math.floor(i / 3) * page.channels + (i % 3)]);
      const apart = own.reduce((sum, value, i) => sum + Math.abs(value - pixels[i]), 0) / own.length;
      mkdirSync(join(folder, "viewer"), { recursive: true });
      const keep = (name: string, data: Uint8Array) =>
        writeWhole(join(folder, "viewer", `${name}.png`), encode({ width, height, data, channels: 3 }));
      await keep("ray-caster", pixels);
      await keep("page", own);
      return { width, height, apart };
    }),
  tell: ({ width, height, apart }) =>
    `An ant after ${step} steps, ${width} x ${height}: the colours are ${apart.toFixed(1)} of 255 apart on average. The page's light comes from three.js, its shadows have soft edges.\n\n${table(
      ["the ray-caster", "the page"],
      [["![](viewer/ray-caster.png)", "![](viewer/page.png)"]],
    )}`,
};
