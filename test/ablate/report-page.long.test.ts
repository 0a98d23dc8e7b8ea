import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { writeReport } from "../../src/ablate/report/index.ts";
import { ablation, smallest } from "./report-fixture.ts";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const isInstalled = existsSync(executablePath);

const flags =
  "no-sandbox disable-background-networking disable-component-update disable-sync no-first-run disable-quic";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");
const phone = { width: 360, height: 740 };
const desktop = { width: 1280, height: 900 };
const reports = { ablation, smallest };

interface AxeResults {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
  readonly passes: readonly unknown[];
}

describe("the page in Chromium", () => {
  const folder = mkdtempSync(join(tmpdir(), "rewardgym-"));
  const addressOf = (path: string) => pathToFileURL(join(folder, path)).href;
  let browser: Browser;

  beforeEach(({ skip }) => {
    if (!isInstalled) skip(`no browser: there is no ${executablePath}; set CHROMIUM`);
  });
  beforeAll(async () => {
    if (!isInstalled) return;
    for (const [name, of] of Object.entries(reports)) await writeReport(of, folder, name);
    browser = await chromium.launch({ executablePath, args: flags.split(" ").map((flag) => `--${flag}`), timeout: 0 });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  /** Opens a report, and keeps what the console says and what is asked of a network. */
  async function open(name: string, options: BrowserContextOptions): Promise<{ page: Page; said: string[] }> {
    const page = await browser.newPage(options);
    page.setDefaultTimeout(0); // the test's own limit is enough
    const said: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(error.message));
    page.on("request", (request) => request.url().startsWith("file:") || said.push(request.url()));
    await page.goto(addressOf(`${name}.html`));
    return { page, said };
  }

  const cases = [
    { name: "ablation", colorScheme: "light", viewport: phone },
    { name: "ablation", colorScheme: "light", viewport: desktop },
    { name: "ablation", colorScheme: "dark", viewport: phone },
    { name: "ablation", colorScheme: "dark", viewport: desktop },
    { name: "smallest", colorScheme: "light", viewport: phone },
  ] as const;

  test.each(cases)("$name, $colorScheme, $viewport.width px: no error, no violation, not too wide", async (given) => {
    const { page, said } = await open(given.name, given);
    await page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true");
    const { width, background } = await page.evaluate<{ width: number; background: string }>(
      "({ width: document.documentElement.scrollWidth, background: getComputedStyle(document.body).backgroundColor })",
    );
    expect(width).toBeLessThanOrEqual(given.viewport.width);
    expect(background).toBe(given.colorScheme === "light" ? "rgb(255, 255, 255)" : "rgb(15, 19, 24)");
    await page.evaluate(axe);
    const { violations, passes } = await page.evaluate<AxeResults>("axe.run()");
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
    expect(passes.length).toBeGreaterThan(20);
    expect(said).toEqual([]);
    await page.close();
  });

  test("the keyboard reaches every region that scrolls, and scrolls it", async () => {
    const { page } = await open("ablation", { viewport: phone });
    const regions = await page.evaluate<string[]>(
      "[...document.querySelectorAll('[role=region]')].filter((region) => !region.closest('details')).map((region) => region.ariaLabel)",
    );
    expect(regions.length).toBeGreaterThan(5);
    const reached: string[] = [];
    for (let presses = 0; presses < 60 && reached.length < regions.length; presses++) {
      await page.keyboard.press("Tab");
      const label = await page.evaluate<string | null>(
        "document.activeElement.role === 'region' ? document.activeElement.ariaLabel : null",
      );
      if (label === null) continue;
      reached.push(label);
      if (label !== ablation.envs[0]) continue;
      await page.keyboard.press("ArrowRight");
      // Asked from outside: the page's own policy forbids what waits inside it.
      await expect
        .poll(() => page.evaluate<number>("document.activeElement.scrollLeft"), { timeout: 300_000 })
        .toBeGreaterThan(0);
    }
    expect(reached).toEqual(regions);
    await page.close();
  });

  test("every picture beside the Markdown can be opened by itself", async () => {
    const page = await browser.newPage();
    const markdown = readFileSync(join(folder, "ablation.md"), "utf8");
    const paths = [...markdown.matchAll(/\]\((ablation\/[^)]*)\)/g)].map(([, path]) => path);
    expect(paths.length).toBeGreaterThan(8);
    for (const path of paths) {
      await page.goto(addressOf(path));
      const [errors, widths] = await page.evaluate<[number, number[]]>(
        "[document.querySelectorAll('parsererror').length, [...document.querySelectorAll('svg > text')].map((text) => text.getBBox().width)]",
      );
      expect(errors, path).toBe(0);
      expect(Math.min(...widths), path).toBeGreaterThan(5);
    }
    await page.close();
  });

  test("printed, it is light and unfolded", async () => {
    const { page } = await open("ablation", { viewport: desktop, colorScheme: "dark" });
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const [background, height] = await page.evaluate<[string, number]>(
      "[getComputedStyle(document.body).backgroundColor, document.querySelector('details table').getBoundingClientRect().height]",
    );
    expect(background).toBe("rgb(255, 255, 255)");
    expect(height).toBeGreaterThan(100);
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
    await page.close();
  });
});
