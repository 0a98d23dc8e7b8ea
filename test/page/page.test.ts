import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { isBuiltin } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { build, type Plugin } from "vite";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { customaryReward } from "../../scripts/zoo/index.ts";
import type { RunSpec } from "../../src/core/index.ts";
import { parseEpisode, runPaths } from "../../src/record/index.ts";
import { digestSize } from "../../src/record/stepped-worlds.ts";
import { train } from "../../src/run/index.ts";
import { sealed } from "../rewards/learned-file.ts";
import { registries } from "../run/fake-run.ts";
import { freshFolder } from "../run/folder.ts";
import * as here from "./lives.ts";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

const cartPole: here.Life = { env: { id: "classic/cart-pole-v1" }, reward: "shaped/upright-v1", seed: 5 };
const hopper: here.Life = {
  env: { id: "locomotion/hopper-v1", params: { maxSteps: 60 } },
  reward: customaryReward("locomotion/hopper-v1"),
  seed: 6,
};

/** The `policy.onnx` of a run that was trained for some updates. */
async function trained({ env, seed }: here.Life, steps: number): Promise<Uint8Array> {
  const directory = freshFolder();
  const params = { rolloutSteps: 64, minibatch: 128, epochs: 2 };
  const spec: RunSpec = {
    env: { params: {}, ...env },
    reward: "sparse/alive-v1",
    agent: { id: "learner/ppo-v1", params },
    seed,
    steps,
    worlds: 4,
    device: "cpu",
  };
  await train({ spec, registries, directory });
  return new Uint8Array(readFileSync(runPaths(directory).policy));
}

interface Seen {
  readonly modules: readonly string[];
  /** Modules of Node that something in the bundle names, and who does. */
  readonly builtins: readonly { readonly name: string; readonly importer: string }[];
}

/** Bundles the page as an application would. */
async function bundle(folder: string): Promise<Seen> {
  const modules: string[] = [];
  const builtins: { name: string; importer: string }[] = [];
  const listing: Plugin = {
    name: "listing",
    enforce: "pre",
    resolveId(name, importer = "") {
      if (isBuiltin(name)) builtins.push({ name, importer });
    },
    generateBundle(_, files) {
      for (const file of Object.values(files))
        if (file.type === "chunk") modules.push(...Object.keys(file.modules), ...file.imports, ...file.dynamicImports);
    },
  };
  const input = fileURLToPath(new URL("./entry.ts", import.meta.url));
  await build({
    logLevel: "silent",
    configFile: false,
    plugins: [listing],
    build: { outDir: folder, rollupOptions: { input, output: { entryFileNames: "page.js" } } },
  });
  return { modules, builtins };
}

const kinds: { readonly [extension: string]: string } = { ".js": "text/javascript", ".wasm": "application/wasm" };

function serveFolder(folder: string) {
  const server = createServer(({ url = "/" }, response) => {
    const kind = kinds[extname(url)];
    response.setHeader("Content-Type", kind ?? "text/html");
    response.end(
      kind ? readFileSync(join(folder, url)) : '<!doctype html><script type="module" src="/page.js"></script>',
    );
  });
  return new Promise<{ address: string; close(): void }>((resolve) =>
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      resolve({ address: `http://127.0.0.1:${port}/`, close: () => server.close() });
    }),
  );
}

describe("in a page", () => {
  let seen: Seen;
  let browser: Browser | undefined;
  let tab: Page;
  let web: Awaited<ReturnType<typeof serveFolder>>;

  beforeAll(async () => {
    if (!existsSync(executablePath)) return;
    const folder = mkdtempSync(join(tmpdir(), "rewardgym-"));
    seen = await bundle(folder);
    web = await serveFolder(folder);
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    tab = await browser.newPage();
    await tab.goto(web.address);
    await tab.waitForFunction("globalThis.answer !== undefined");
    return () => rmSync(folder, { recursive: true, force: true });
  });

  afterAll(async () => {
    await browser?.close();
    web?.close();
  });

  beforeEach(({ skip }) => {
    if (!browser) skip(`there is no ${executablePath}; set CHROMIUM`);
  });

  /** What a function of lives.ts gives in the page. */
  async function there<T>(work: keyof typeof here, ...given: readonly unknown[]): Promise<T> {
    const told = given.map((value) => (value instanceof Uint8Array ? { bytes: [...value] } : value));
    const text = await tab.evaluate(
      ({ work, told }) => {
        const { answer } = globalThis as unknown as { answer(work: string, given: string): Promise<string> };
        return answer(work, told);
      },
      { work, told: JSON.stringify(told) },
    );
    return JSON.parse(text) as T;
  }

  const recordThere = async (life: here.Life, policy: Uint8Array) =>
    Uint8Array.from(await there<number[]>("recordEpisode", life, policy));

  test("nothing of Node is in the bundle", () => {
    expect(seen.modules.some((name) => name.endsWith("/src/vector/open.ts"))).toBe(true);
    expect(seen.modules.filter((name) => name.includes("node:") || name.endsWith("/src/platform/node.js"))).toEqual([]);
    // Packages name such modules for when Node runs them; the bundler puts an empty one in their place.
    const askers = seen.builtins.map(({ importer }) => importer.replace(/^.*\/node_modules\//, ""));
    expect([...new Set(askers)].sort()).toEqual([
      "@mujoco/mujoco/mujoco.js",
      "protobufjs/src/util/fs.js",
      "seedrandom/seedrandom.js",
    ]);
  });

  test("elementary functions give the same bits, as `Math` does not", async () => {
    expect(await there("digestOfResults")).toBe(await here.digestOfResults());
  });

  test("an episode of cart-pole by a trained policy equals Node's to the last byte", async () => {
    const policy = await trained(cartPole, 2048);
    const byNode = await here.recordEpisode(cartPole, policy);
    expect(parseEpisode(byNode).steps).toBeGreaterThan(8);
    expect(await recordThere(cartPole, policy)).toEqual(byNode);
  });

  test("an episode of hopper on MuJoCo, lived by a trained policy on either side, is the same on the other", async () => {
    const policy = await trained(hopper, 512);
    const [byNode, byPage] = [await here.recordEpisode(hopper, policy), await recordThere(hopper, policy)];
    const [ours, theirs] = [byNode, byPage].map((bytes) => parseEpisode(bytes));
    expect(ours.steps).toBeGreaterThan(8);
    // Both start the same, digest and all. ONNX's runtimes then round differently, and so do the actions.
    expect(theirs.digests.slice(0, digestSize)).toEqual(ours.digests.slice(0, digestSize));
    for (let i = 0; i < 3; i++) expect(theirs.actions[0][i]).toBeCloseTo(ours.actions[0][i], 5);
    for (const episode of [byNode, byPage]) {
      const replayed = await here.replayEpisode(episode, "sparse/alive-v1");
      expect(replayed.rewards).toHaveLength(replayed.steps);
      expect(await there("replayEpisode", episode, "sparse/alive-v1")).toEqual(replayed);
    }
  });

  test.each([cartPole, hopper])("scored steps equal Node's: $env.id", async (life) => {
    const byNode = await here.scoreSteps(life, 200);
    expect(byNode.some(([reward]) => reward > 0)).toBe(true);
    expect(await there("scoreSteps", life, 200)).toEqual(JSON.parse(JSON.stringify(byNode)));
  });

  test("a learned reward from a file pays what it pays in Node", async () => {
    const life = { ...cartPole, reward: { use: "model/file-v1", params: { file: "mine" } } };
    const inputs = { observations: { when: "before", size: 4 }, actions: { size: 2 }, features: ["upright"] } as const;
    const file = sealed(inputs, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7], "classic/cart-pole-v1");
    const byNode = await here.scoreSteps(life, 20, file);
    const byPage = await there<typeof byNode>("scoreSteps", life, 20, file);
    expect(new Set(byNode.map(([reward]) => reward)).size).toBeGreaterThan(10);
    for (const [step, [reward]] of byNode.entries()) expect(byPage[step][0]).toBeCloseTo(reward, 5);
  });

  test("PPO collects a rollout and learns from it", async () => {
    const byNode = await here.learnOnce(cartPole);
    const byPage = await there<typeof byNode>("learnOnce", cartPole);
    expect(byPage.actions).toEqual(byNode.actions);
    for (const [name, metric] of Object.entries(byNode.metrics)) expect(byPage.metrics[name]).toBeCloseTo(metric, 3);
  });

  test("what a page has not is refused with a code", async () => {
    expect(await there("refusals", cartPole)).toEqual({ threads: "run/invalid", aside: "device/unavailable" });
  });
});
