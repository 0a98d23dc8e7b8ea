import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { build } from "vite";
import { expect, onTestFinished, test } from "vitest";
import { registries } from "../../scripts/registries.ts";
import { openVector } from "../../src/vector/index.ts";
import { temporaryFolder } from "../scripts/command.ts";
import { serving } from "./here.ts";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

const page = `<!doctype html><title>client</title><script type="module">
import * as client from "/client.js";
globalThis.client = client;
</script>`;

test("the client works in a browser, token and all", async ({ skip }) => {
  if (!existsSync(executablePath)) skip(`no browser: there is no ${executablePath}; set CHROMIUM`);
  const folder = temporaryFolder();
  await build({
    logLevel: "silent",
    configFile: false,
    build: { outDir: folder, lib: { entry: "src/wire/client/index.ts", formats: ["es"], fileName: "client" } },
  });
  const [file] = readdirSync(folder);
  const code = readFileSync(join(folder, file));
  const web = createServer(({ url }, response) => {
    response.setHeader("Content-Type", url === "/client.js" ? "text/javascript" : "text/html");
    response.end(url === "/client.js" ? code : page);
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void web.close());
  const token = "a-token-of-enough-letters";
  const server = await serving({ token });
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"], timeout: 0 });
  onTestFinished(() => browser.close());
  const tab = await browser.newPage();
  tab.setDefaultTimeout(0); // the test's own limit is enough
  await tab.goto(`http://127.0.0.1:${(web.address() as AddressInfo).port}/`);
  await tab.waitForFunction("globalThis.client !== undefined");
  const seen = await tab.evaluate(
    async ({ url, token }) => {
      const { connect, openRemote } = (
        globalThis as unknown as { client: typeof import("../../src/wire/client/index.ts") }
      ).client;
      const connection = await connect(url, { token });
      const worlds = await openRemote({ connection, env: { id: "classic/pendulum-v1" }, worlds: 2 });
      await worlds.reset(4);
      (worlds.actions as Float32Array).set([0.5, -0.5]);
      await worlds.step();
      const refused = await connect(url, { token: "no" }).catch(({ code }: { code: string }) => code);
      return { observations: [...(worlds.observations as Float32Array)], refused };
    },
    { url: server.url, token },
  );
  const here = await openVector({ envs: registries.envs, env: { id: "classic/pendulum-v1" }, worlds: 2 });
  await here.reset(4);
  (here.actions as Float32Array).set([0.5, -0.5]);
  await here.step();
  expect(seen).toEqual({ observations: [...(here.observations as Float32Array)], refused: "wire/unreachable" });
});
