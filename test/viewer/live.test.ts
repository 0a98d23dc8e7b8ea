import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { WebSocket } from "ws";
import { keepIn } from "../../scripts/play/play-in-page.ts";
import { registries } from "../../scripts/registries.ts";
import {
  common,
  rewardFor,
  settingOfPolicy,
  settingOfServer,
  settingOfWatched,
} from "../../scripts/view/live-setting.ts";
import { pageFolder } from "../../scripts/view/page-folder.ts";
import { pagePaths } from "../../scripts/view/page-paths.ts";
import { writeStatic } from "../../scripts/view/write-static.ts";
import { parseEpisode, replay } from "../../src/record/index.ts";
import { openVector } from "../../src/vector/index.ts";
import { type LiveServing, pageFiles, serveView, type ViewServer } from "../../src/viewer/server/index.ts";
import { connect, openRemote, type SocketKind } from "../../src/wire/client/index.ts";
import { beyondSample } from "../sample.ts";
import { command } from "../scripts/command.ts";
import { bareServer, cuttableServer } from "./live-servers.ts";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

describe("a page in which worlds live", () => {
  const folder = mkdtempSync(join(tmpdir(), "rewardgym-"));
  const opened: ViewServer[] = [];
  let page: ReturnType<typeof pageFiles>;
  let browser: Browser | undefined;
  let tab: Page | undefined;
  let complaints: string[];

  beforeAll(async () => {
    if (!existsSync(executablePath)) return;
    page = pageFiles(pagePaths(await pageFolder(undefined, "live")));
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(({ skip }) => {
    if (!browser) skip(`there is no ${executablePath}; set CHROMIUM`);
    complaints = [];
  });
  afterEach(async () => {
    await tab?.close();
    tab = undefined;
    for (const server of opened.splice(0)) await server.close();
    expect(complaints).toEqual([]);
  });

  async function open(live: LiveServing, hash = "", prepare = ""): Promise<Page> {
    const server = await serveView({ live, envs: registries.envs, page, port: 0 });
    opened.push(server);
    return openAt(server.url + hash, prepare);
  }
  async function openAt(address: string, prepare = ""): Promise<Page> {
    const made = await browser!.newPage({ viewport: { width: 800, height: 600 } }); // a processor draws
    tab = made;
    made.setDefaultTimeout(300_000); // a wait in vain ends with its own error
    made.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    made.on("pageerror", ({ message }) => complaints.push(message));
    if (prepare) await made.addInitScript(prepare);
    await made.goto(address);
    await isLive(made);
    return made;
  }
  /** A page that cannot live says why, and no test waits for it. */
  async function isLive(on: Page): Promise<void> {
    await on.waitForFunction(
      () =>
        document.querySelector("main")?.ariaBusy === "false" ||
        document.querySelector(".problem:not([hidden])") !== null,
    );
    expect(await on.locator(".problem").allInnerTexts()).toEqual([""]);
  }
  /** For a person; what is played goes to a folder. */
  async function played(env: string, params = {}): Promise<{ readonly live: LiveServing; readonly out: string }> {
    const out = mkdtempSync(join(folder, "played-"));
    const setting = {
      ...common({}, env),
      title: env,
      env: { id: env, params },
      reward: await rewardFor(env, undefined),
    };
    return {
      out,
      live: { setting: { ...setting, driver: "person", keeps: true }, keep: (name, bytes) => keepIn(out, name, bytes) },
    };
  }
  const recorded = async (on: Page, out: string) => {
    await on.locator(".kept", { hasText: "Recorded as" }).waitFor();
    const [name] = readdirSync(out);
    return { name, record: parseEpisode(new Uint8Array(readFileSync(join(out, name)))) };
  };
  const stepOf = async (on: Page) => Number(/\d+/.exec(await on.locator(".bar .now").innerText())?.[0]);
  const untilStep = (on: Page, least: number) =>
    on.waitForFunction(
      (from) => Number(/\d+/.exec(document.querySelector(".bar .now")!.textContent!)?.[0]) >= from,
      least,
    );

  /** Lives a record again in Node and compares every bit. */
  async function replayed(record: ReturnType<typeof parseEpisode>): Promise<void> {
    const vector = await openVector({ envs: registries.envs, env: record.env, worlds: 1 });
    try {
      await replay(record, vector);
    } finally {
      await vector.close();
    }
  }

  test("a person drives a cart by keys, and it is recorded as a demonstration", async () => {
    const { live, out } = await played("classic/cart-pole-v1");
    const on = await open(live);
    expect(await stepOf(on)).toBe(0); // it waits for a key
    await on.keyboard.down("ArrowRight");
    await on.locator(".hand.held", { hasText: "right" }).waitFor();
    const { name, record } = await recorded(on, out);
    expect(name).toBe("person-cart-pole-1-0.episode");
    expect(record).toMatchObject({ agent: "person/keyboard-v1", terminated: true });
    expect([...record.actions[0]]).toEqual(Array(record.steps).fill(1));
    expect(record.observations).toHaveLength(1);
    await replayed(record);
    const { stdout, stderr } = await command("demos", "inspect", join(out, name));
    expect(stderr).toBe("");
    expect(stdout).toContain("right 100 %");
  });

  test("an env that waits for people goes a step with each key", async () => {
    const { live } = await played("dungeon/empty-v1");
    const on = await open(live);
    for (const key of ["ArrowUp", "ArrowRight", "ArrowUp"]) await on.keyboard.press(key);
    await untilStep(on, 3);
    expect(await stepOf(on)).toBe(3);
    await on.keyboard.press("F2"); // the keys are the page's
    await on.keyboard.press("?");
    await on.getByRole("dialog", { name: "Keys" }).waitFor();
  });

  test("a gamepad's stick moves an axis", async () => {
    const { live } = await played("classic/pendulum-v1", { maxSteps: 30 });
    const on = await open(
      live,
      "",
      "globalThis.pad = { connected: true, axes: [0, 0], buttons: [] }; navigator.getGamepads = () => [globalThis.pad];",
    );
    await on.evaluate(() => {
      (globalThis as unknown as { pad: { axes: number[] } }).pad.axes[0] = 0.5;
    });
    await untilStep(on, 3);
    expect(Number(await on.locator(".axis input").inputValue())).toBe(0.5);
  });

  test("a body that is pulled by the mouse or nudged by a key is recorded with the forces", async () => {
    const { live, out } = await played("locomotion/hopper-v1", { maxSteps: 12 });
    const on = await open(live);
    const canvas = await on.locator(".scene canvas").boundingBox();
    const [x, y] = [canvas!.x + canvas!.width / 2, canvas!.y + canvas!.height / 2];
    await on.mouse.move(x, y);
    await on.mouse.down();
    await on.mouse.move(x + 60, y - 20, { steps: 3 });
    const { record } = await recorded(on, out);
    await on.mouse.up();
    expect(record.pokes!.count).toBeGreaterThan(3);
    await replayed(record);
    const { pokes: _, ...alone } = record;
    await expect(replayed(alone)).rejects.toThrow("episode/mismatch");
    await on.keyboard.press("F2");
    await on.keyboard.press("p");
    await untilStep(on, 2);
  });

  test("a policy acts in the page, from a folder that any server shows; many worlds at once", async ({ skip }) => {
    if (!inject("everything")) skip(beyondSample);
    const run = join(folder, "run");
    const small = ["--set", "rolloutSteps=64", "--set", "minibatch=128", "--worlds", "4"];
    await command("train", "--env", "classic/cart-pole-v1", "--steps", "1024", "--seed", "1", ...small, "--out", run);
    const site = join(folder, "site");
    await writeStatic(await settingOfPolicy(run, {}), site);
    const bare = await bareServer(site);
    opened.push(bare);
    const on = await openAt(bare.url);
    await untilStep(on, 3);
    expect(await on.locator(".segments [aria-pressed=true]").innerText()).toBe("Policy");
    await on.goto(`${bare.url}?again#worlds=16`);
    await isLive(on);
    await on.locator(".bar .time", { hasText: "episodes: return" }).waitFor();
    expect(await on.locator(".bar .now").innerText()).toMatch(/^step \d+$/);
  });

  test("somebody else's worlds are watched, with the keyboard alone, and are gone when they are closed", async () => {
    const server = await cuttableServer();
    const own = await connect(server.url, { socket: WebSocket as unknown as SocketKind });
    try {
      const env = { id: "classic/cart-pole-v1" };
      const worlds = await openRemote({ connection: own, env, worlds: 2, reward: "sparse/alive-v1", watchable: true });
      await worlds.reset(1);
      const on = await open(await settingOfWatched(server.url, {}), "#world=1");
      expect(await on.locator(".bar select").inputValue()).toBe("1");
      expect(await stepOf(on)).toBe(0);
      for (let step = 1; step <= 3; step++) {
        await worlds.step();
        await untilStep(on, step);
      }
      expect(await on.locator(".bar .time").innerText()).toBe("return 3.000");
      const pole = on.locator(".readings output").first();
      expect(Number(await pole.innerText())).toBeCloseTo(worlds.features.offset[1], 3);
      await on.keyboard.press(",");
      await on.locator(".badge.behind").waitFor();
      await on.keyboard.press("End");
      await on.keyboard.press(" ");
      await worlds.step(); // nobody looks
      await on.keyboard.press(" ");
      await untilStep(on, 4);
      await on.keyboard.press("?");
      await on.getByRole("dialog", { name: "Keys" }).waitFor();
      expect(await on.getByRole("dialog").innerText()).not.toContain("a new episode");
      await worlds.close();
      await on.locator(".problem", { hasText: "wire/session" }).waitFor();
      await on.close(); // before the server, which it would look for
    } finally {
      own.close();
      await server.close();
    }
  });

  test("worlds of a server, and a connection that drops and comes back", async () => {
    const server = await cuttableServer();
    try {
      const on = await open(await settingOfServer(`${server.url}/classic/cart-pole-v1`, {}));
      await untilStep(on, 3);
      server.cut();
      await on.locator(".note", { hasText: "was lost; reconnecting" }).waitFor();
      server.mend();
      await on.locator(".note", { hasText: "is back" }).waitFor();
      const seen = await stepOf(on);
      await on.waitForFunction(
        (before) => Number(/\d+/.exec(document.querySelector(".bar .now")!.textContent!)?.[0]) !== before,
        seen,
      );
      await on.close(); // before the server, which it would look for
      complaints = complaints.filter((text) => !text.includes("WebSocket")); // the browser says that it was cut
    } finally {
      await server.close();
    }
  });
});
