import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decode } from "fast-png";
import { decode as decodeGif } from "modern-gif";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cutterOf } from "../../scripts/label/cut.ts";
import { openSession } from "../../scripts/label/session.ts";
import { registries } from "../../scripts/registries.ts";
import { pageFolder } from "../../scripts/view/page-folder.ts";
import { episodeFiles, readEpisodes } from "../../src/audit/index.ts";
import { generator, unpack } from "../../src/core/index.ts";
import { openLabels, waitingFor } from "../../src/labels/index.ts";
import { pageFiles, serveView, type ViewServer } from "../../src/viewer/server/index.ts";
import type { Lived } from "../../src/viewer/shapes.ts";
import { expectAlike } from "./alike.ts";
import { type Recorded, recordAll } from "./recorded.ts";

/** How long a wait lasts before it ends with an error of its own, which says for what [ms]; the test's limit is longer. */
const patience = 200_000;
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

describe("the viewer's page", () => {
  const folder = mkdtempSync(join(tmpdir(), "rewardgym-"));
  const servers: { [name: string]: ViewServer } = {};
  let browser: Browser | undefined;
  let tab: Page;
  let labelling: ViewServer;
  let recorded: Recorded;
  let page: ReturnType<typeof pageFiles>;
  const store = join(folder, "labels");
  let complaints: string[];

  beforeAll(async () => {
    if (!existsSync(executablePath)) return;
    recorded = await recordAll(folder);
    page = pageFiles(await pageFolder());
    for (const [name, path] of Object.entries(recorded))
      servers[name] = await serveView({ path, envs: registries.envs, page, port: 0 });
    const cutter = await cutterOf(await readEpisodes(await episodeFiles([recorded.hopper])), 6);
    const session = openSession({ store: await openLabels(store), by: "me", cutter, seed: 1, repeatEvery: 0 });
    labelling = await serveView({ session, envs: registries.envs, page, port: 0 });
    servers.labelling = labelling;
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  });

  afterAll(async () => {
    await browser?.close();
    for (const server of Object.values(servers)) await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(({ skip }) => {
    if (!browser) skip(`there is no ${executablePath}; set CHROMIUM`);
    complaints = [];
  });

  afterEach(async () => {
    await tab?.close();
    expect(complaints).toEqual([]);
  });

  const isLoaded = () => tab.waitForFunction(() => document.querySelector("main")?.ariaBusy === "false");

  const open = (name: keyof Recorded, hash = "", prepare = "") => openAt(servers[name].url + hash, prepare);

  async function openAt(address: string, prepare = ""): Promise<void> {
    tab = await browser!.newPage({ viewport: { width: 1280, height: 800 } });
    tab.setDefaultTimeout(patience);
    tab.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    tab.on("pageerror", ({ message }) => complaints.push(message));
    if (prepare) await tab.addInitScript(prepare);
    await tab.goto(address);
    await isLoaded();
  }

  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await tab.keyboard.press(key);
  };
  const textOf = (selector: string) => tab.locator(selector).innerText();
  const step = () => textOf(".bar .now");
  /** How many pixels of what is shown there are of another colour than the first. */
  const inked = async (selector: string) => {
    const { data, channels } = decode(await tab.locator(selector).screenshot());
    let count = 0;
    for (let i = 0; i < data.length; i += channels) if (data[i] !== data[0] || data[i + 1] !== data[1]) count++;
    return count;
  };
  /** Looks again with every frame. */
  const until = async <T>(look: () => Promise<T>, is: (value: T) => boolean): Promise<T> => {
    for (const end = Date.now() + patience; ; ) {
      const value = await look();
      if (is(value)) return value;
      if (Date.now() > end) throw new Error(`waited in vain until ${is}; last it was ${String(value).slice(0, 200)}`);
      await tab.evaluate(() => new Promise(requestAnimationFrame));
    }
  };
  const drawn = (selector: string) =>
    until(
      () => inked(selector),
      (count) => count > 1000,
    );
  const hash = async (part: string) => tab.waitForURL((url) => url.hash.includes(part));

  test("a run: its curve, its episodes, and the scene of the first", async () => {
    await open("run");
    expect(await textOf(".rail h1")).toBe("cart-pole");
    expect(await tab.locator(".list tbody tr").count()).toBeGreaterThan(1);
    await drawn(".scene canvas");
    await tab.locator(".curve-plot .u-over").click({ position: { x: 100, y: 40 } });
    await hash("episode=");
    await isLoaded();
    expect(await tab.locator("tr[aria-current]").count()).toBe(1);
  });

  test("the list is sorted by a head, either way", async () => {
    await open("run");
    const steps = async () => (await tab.locator("td.steps").allInnerTexts()).map(Number);
    await tab.getByRole("button", { name: /Sort by steps/ }).press("Enter");
    const descending = await steps();
    expect(descending).toEqual(descending.toSorted((a, b) => b - a));
    await tab.getByRole("button", { name: /Sort by steps/ }).click();
    expect(await steps()).toEqual(descending.toReversed());
    await hash("sort=steps");
  });

  test("a scene is drawn, moves with time, and turns", async () => {
    await open("hopper");
    await drawn(".scene canvas");
    const look = async () => (await tab.locator(".scene canvas").screenshot()).toString("base64");
    const first = await look();
    await press("End");
    await until(look, (now) => now !== first);
    const last = await look();
    await press("d", "d", "w");
    await hash("orbit=");
    await until(look, (now) => now !== last);
    await press("f");
    await hash("follow=");
    await press("c");
    expect(await tab.getByLabel("Camera (c)").inputValue()).not.toBe("orbit");
  });

  test("by the keyboard alone: play, step, speed, a stretch, terms, the next episode, keys", async () => {
    await open("hopper");
    await press(".", ".", "ArrowRight", ",");
    expect(await step()).toMatch(/^2 \//);
    await press("]", "]");
    await hash("speed=4");
    await press("i", ".", ".", ".", "o");
    await hash("loop=2%2C5");
    await press(" ");
    await tab.waitForFunction(() => document.querySelector(".play")?.ariaPressed === "true");
    await press(" ", "l", "Home");
    expect(await step()).toMatch(/^0 \//);
    await press("1");
    await hash("hidden=");
    expect(await tab.locator(".term[aria-pressed=false]").count()).toBe(1);
    const before = await textOf("tr[aria-current]");
    await press("ArrowDown");
    await isLoaded();
    expect(await textOf("tr[aria-current]")).not.toBe(before);
    await press("t");
    await hash("theme=dark");
    expect(await tab.evaluate(() => getComputedStyle(document.body).colorScheme)).toBe("dark");
    await press("?");
    expect(await tab.getByRole("dialog", { name: "Keys" }).isVisible()).toBe(true);
    await press("Escape");
    expect(await tab.getByRole("dialog").count()).toBe(0);
  });

  test("the reward is taken apart: terms sum to the total, and a click on the plot seeks", async () => {
    await open("hopper");
    expect(await textOf(".sum")).toBe("Σ ✓");
    await tab.locator(".row.reward .plot").click({ position: { x: 2, y: 40 } });
    expect(await step()).toMatch(/^0 \//);
    await press(".");
    const values = (await tab.locator(".row.reward output").allInnerTexts()).map(Number);
    expect(values.length).toBeGreaterThan(2);
    const total = values.pop()!;
    expect(values.reduce((a, b) => a + b)).toBeCloseTo(total, 2);
  });

  test("a feature is pinned by the keyboard, and the URL says so", async () => {
    await open("hopper");
    await press("p");
    await tab.keyboard.type("height");
    await press("Tab", "Space", "Escape");
    await hash("pins=f.height");
    expect(await tab.locator(".rows .row").count()).toBe(2);
    await tab.reload();
    await isLoaded();
    expect(await tab.locator(".rows .row .name").allInnerTexts()).toEqual(["height"]);
  });

  test("two episodes: a ghost, and the first step where they differ", async () => {
    await open("hopper");
    await press("g", "ArrowDown");
    await isLoaded();
    expect(await textOf(".note")).toMatch(/^Beside random-hopper-1-0: from step \d+ on .* here and .* there\.$/);
    expect(await tab.locator(".marks .differs").count()).toBe(1);
    await press("g");
    await isLoaded();
    expect(await tab.locator(".note").isVisible()).toBe(false);
  });

  test("all numbers are saved as CSV, and the scene as PNG", async () => {
    await open("hopper");
    const [table] = await Promise.all([tab.waitForEvent("download"), press("e")]);
    const [head, ...lines] = readFileSync(await table.path(), "utf8")
      .trimEnd()
      .split("\n");
    expect(head).toMatch(/^step,.*height \[m\].*,reward,term /);
    expect(lines).toHaveLength(Number((await step()).split("/ ")[1]) + 1);
    const [picture] = await Promise.all([tab.waitForEvent("download"), press("x")]);
    expect(
      readFileSync(await picture.path())
        .subarray(1, 4)
        .toString(),
    ).toBe("PNG");
  });

  test.each([
    ["hopper", "theme=light", ".scene"],
    ["hopper", "theme=dark&camera=front", ".scene"],
    ["dungeon", "theme=light&camera=map", ".picture"],
  ] as const)("%s with %s looks as it did", async (name, view, place) => {
    await open(name, `#step=5&${view}`);
    await tab.addStyleTag({
      content: `${place} { flex: none !important; width: 480px !important; height: 288px !important }`,
    });
    await drawn(`${place} canvas`);
    const [picture] = await Promise.all([tab.waitForEvent("download"), press("x")]);
    expectAlike(readFileSync(await picture.path()), `${name}-${view.replace(/\W/g, "-")}`);
  });

  test("an episode is saved as a page that opens from a file and needs no server", async () => {
    await open("hopper");
    const id = await tab.evaluate(() => new URLSearchParams(location.hash.slice(1)).get("episode"));
    const [saved] = await Promise.all([tab.waitForEvent("download"), press("H")]);
    const file = join(folder, `${id}.html`);
    await saved.saveAs(file);
    await tab.close();
    await openAt(
      `file://${file}`,
      'Object.defineProperty(navigator, "onLine", { value: false }); globalThis.fetch = () => { throw new Error("fetched") }',
    );
    expect(await tab.title()).toBe(`${id} · rewardgym`);
    await drawn(".scene canvas");
    expect(await textOf(".sum")).toBe("Σ ✓");
    await press("End");
    const [now, last] = (await step()).split(" / ");
    expect(now).toBe(last);
    await hash(`step=${last}`);
    expect(await tab.locator(".rail").isVisible()).toBe(false);
  });

  test("a dungeon on its own page shows every step of its terminal", async () => {
    await open("dungeon");
    const [saved] = await Promise.all([tab.waitForEvent("download"), press("H")]);
    const file = join(folder, "dungeon.html");
    await saved.saveAs(file);
    await press("End");
    const last = await until(
      () => textOf(".terminal"),
      (text) => text.includes("@"),
    );
    await tab.close();
    await openAt(`file://${file}#step=0`);
    await press("End");
    await until(
      () => textOf(".terminal"),
      (text) => text === last,
    );
  });

  test("what the scene shows is filmed while it plays", async () => {
    await open("hopper");
    await drawn(".scene canvas");
    const [film] = await Promise.all([tab.waitForEvent("download"), press("v")]);
    expect(film.suggestedFilename()).toMatch(/^random-hopper-1-\d\.webm$/);
    const bytes = readFileSync(await film.path());
    expect(bytes.readUInt32BE()).toBe(0x1a45dfa3); // EBML, as Matroska and WebM begin
    expect(bytes.length).toBeGreaterThan(1000);
    expect(await tab.locator("[aria-pressed=true]", { hasText: "film" }).count()).toBe(0);
  });

  test("the same as GIF: of a stretch, by a key", async () => {
    await open("hopper", "#loop=2,6&speed=0.1");
    await drawn(".scene canvas");
    const [film] = await Promise.all([tab.waitForEvent("download"), press("G")]);
    expect(film.suggestedFilename()).toMatch(/^random-hopper-1-\d\.gif$/);
    const { width, height, frames } = decodeGif(readFileSync(await film.path()));
    expect(Math.max(width, height)).toBe(480);
    expect(frames.length).toBeGreaterThan(4);
    expect(frames[0].delay).toBe(50);
    await hash("loop=2%2C6"); // is there again
  });

  test("only overlays that the world has are offered, and each draws something", async () => {
    await open("hopper", "#episode=random-hopper-1-0");
    await tab.locator("[data-layer=contacts]").waitFor(); // once it has been lived again
    const layers = await tab.locator(".layers button").allInnerTexts();
    expect(layers).toEqual(["joints", "mass", "trail", "contacts"]); // a hopper has no goal that can be drawn
    const again = await fetch(`${servers.hopper.url}api/episode/random-hopper-1-0/again`);
    const { marks } = unpack(new Uint8Array(await again.arrayBuffer()), "a test") as unknown as Lived;
    expect(Object.keys(marks!)).toEqual(["contacts"]);
    const at = marks!.contacts!.starts.findIndex((start, step, starts) => starts[step + 1] > start); // where it stands
    await press(...Array(at).fill("."));
    const look = async () => (await tab.locator(".scene canvas").screenshot()).toString("base64");
    let before = await look();
    for (const layer of layers) {
      await press("h");
      await hash(`layers=${layer}`);
      const last = before;
      before = await until(look, (now) => now !== last);
    }
    expect(await tab.locator(".layers [aria-pressed=true]").count()).toBe(4);
    await press("h");
    expect(await tab.locator(".layers [aria-pressed=true]").count()).toBe(0);
  });

  test("bookmarks: set, gone to, kept in the URL, taken away", async () => {
    await open("hopper");
    await press(".", ".", ".", "m", "End", "m");
    await hash("marks=3%2C");
    expect(await tab.locator(".marks .bookmark").count()).toBe(2);
    await press("Home");
    await until(step, (now) => now.startsWith("0 "));
    for (let count = 0; count < 200 && !(await step()).startsWith("3 "); count++) await press("j");
    expect(await step()).toMatch(/^3 \//);
    await tab.reload();
    await isLoaded();
    expect(await tab.locator(".marks .bookmark").count()).toBe(2);
    await press("End");
    for (let count = 0; count < 200 && !(await step()).startsWith("3 "); count++) await press("J");
    expect(await step()).toMatch(/^3 \//);
    await press("m");
    expect(await tab.locator(".marks .bookmark").count()).toBe(1);
    await press("End", "m");
    expect(await tab.locator(".marks .bookmark").count()).toBe(0);
    await tab.waitForURL((url) => !url.hash.includes("marks="));
  });

  test("a dungeon's pictures of itself are cameras beside its terminal", async () => {
    await open("dungeon");
    await until(
      () => textOf(".terminal"),
      (text) => text.includes("@"),
    );
    expect(await tab.getByRole("button", { name: /as GIF/ }).isVisible()).toBe(false); // a terminal is no picture
    await press("c");
    await hash("camera=map");
    await drawn(".picture canvas");
    expect(await tab.getByRole("button", { name: /as GIF/ }).isVisible()).toBe(true);
    await press("c", "c");
    expect(await tab.locator(".terminal").isVisible()).toBe(true);
  });

  test("the dungeon: its terminal, its messages, and a search that leads to one", async () => {
    await open("dungeon");
    expect(
      await until(
        () => textOf(".terminal"),
        (text) => text.includes("@"),
      ),
    ).toContain("HP:");
    await press("/");
    await tab.keyboard.type("welcome");
    expect(await tab.locator(".messages li").count()).toBe(1);
    await press("Escape", "End");
    await tab.locator(".messages button").first().click();
    expect(await step()).toMatch(/^0 \//);
  });

  test("without WebGL there is a sentence in the scene's place, and all plots", async () => {
    await open(
      "hopper",
      "",
      'HTMLCanvasElement.prototype.getContext = new Proxy(HTMLCanvasElement.prototype.getContext, { apply: (f, on, [kind, ...more]) => kind.startsWith("webgl") ? null : Reflect.apply(f, on, [kind, ...more]) })',
    );
    expect(await textOf(".empty")).toContain("WebGL");
    expect(await inked(".row.reward canvas")).toBeGreaterThan(100);
    complaints = complaints.filter((text) => !text.includes("WebGL context")); // three.js says it, too
  });

  test("two clips side by side: an answer with its strength and why goes into the store, and is taken back", async () => {
    await openAt(labelling.url);
    await tab.setViewportSize({ width: 640, height: 480 }); // two scenes drawn by a processor
    expect(await textOf(".label-page h1")).toBe("Hop forward as fast as possible without falling.");
    await drawn(".panes section:first-child canvas");
    await drawn(".panes section:last-child canvas");
    const given = async (count: number) => {
      await tab.locator(".about", { hasText: `${count} labels by me` }).waitFor();
      await isLoaded(); // until then keys are not obeyed
      return [...(await openLabels(store)).state.labels.values()];
    };
    await press(" ", "3", "w");
    await tab.keyboard.type("it stood longer");
    await press("Enter", "ArrowRight");
    expect(await given(1)).toMatchObject([{ by: "me", grade: -3, reason: "it stood longer" }]);
    await press("s");
    expect((await given(2)).map(({ grade }) => grade)).toEqual([-3, null]);
    await press("u");
    expect(await given(1)).toHaveLength(1);
  });

  test("stretches are brushed by the mouse and by keys, and go into the store with the answer", async () => {
    await openAt(labelling.url);
    await tab.setViewportSize({ width: 900, height: 700 });
    await press(" "); // pause
    const lane = tab.getByLabel("Stretches, Right");
    const { x, y, width, height } = (await lane.boundingBox())!;
    await tab.mouse.move(x + 0.2 * width, y + height / 2);
    await tab.mouse.down();
    await tab.mouse.move(x + 0.5 * width, y + height / 2);
    await tab.mouse.up();
    expect(await lane.locator("i").count()).toBe(1);
    await press("m", "k");
    await tab.keyboard.type("stumbles");
    await press("Enter");
    for (let at = 0; at < 6; at++) await press(",");
    await press("i", ".", ".", "i", "i", "Backspace"); // the last one is begun, and forgotten
    const already = (await openLabels(store)).state.labels.size;
    await press("=");
    await until(
      async () => (await openLabels(store)).state.labels.size,
      (count) => count === already + 1,
    );
    const { spans } = [...(await openLabels(store)).state.labels.values()].at(-1)!;
    expect(spans).toEqual([
      { side: "b", from: 1, to: 3, kind: "good", sign: 1 },
      { side: "a", from: 0, to: 2, kind: "stumbles", sign: -1 },
    ]);
    await until(
      () => lane.locator("i").count(),
      (count) => count === 0, // of the next pair
    );
  });

  test("a pair that another program asks for is taken up by a page that waits, and it reads the answer", async () => {
    const folder = join(store, "of-another");
    const asked = await openLabels(folder); // as the other program has it
    const session = openSession({
      store: await openLabels(folder),
      by: "me",
      cutter: undefined,
      seed: 1,
      repeatEvery: 0,
    });
    const waiting = await serveView({ session, envs: registries.envs, page, port: 0 });
    servers.waiting = waiting;
    await openAt(waiting.url);
    await tab.setViewportSize({ width: 640, height: 480 });
    expect(await textOf(".label-page h1")).toBe("No pair waits");
    const cutter = await cutterOf(await readEpisodes(await episodeFiles([recorded.hopper])), 6);
    const [a, b] = await cutter.two(generator(1, "pairs"));
    const { pair } = await asked.ask({ a, b, asker: "a program" });
    await tab.locator("h1", { hasText: "Hop forward" }).waitFor();
    await isLoaded();
    await press("2", "ArrowLeft");
    await tab.locator("h1", { hasText: "No pair waits" }).waitFor();
    await asked.refresh();
    expect([...asked.state.labels.values()]).toMatchObject([{ pair: pair.pair, by: "me", grade: 2 }]);
    expect(waitingFor("me", asked.state)).toEqual([]);
  });

  test("an episode that is not there is said, not shown", async () => {
    await open("hopper", "#episode=none");
    await tab.getByRole("alert").waitFor();
    expect(await textOf(".problem")).toContain('file/unusable: got the episode "none"');
    complaints = complaints.filter((text) => !text.includes("400"));
  });
});
