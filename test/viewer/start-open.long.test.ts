import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { expect, test, vi } from "vitest";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const root = fileURLToPath(new URL("../..", import.meta.url));
const terminal = "/usr/bin/script"; // of util-linux: what runs in it has a terminal

test("`npm start -- --open` ends with a browser that shows the agent that was trained", async ({ skip }) => {
  if (!existsSync(executablePath) || !existsSync(terminal)) skip("it takes Chromium and `script` of util-linux");
  const folder = mkdtempSync(join(tmpdir(), "rewardgym-"));
  const [opener, opened] = [join(folder, "xdg-open"), join(folder, "opened")];
  writeFileSync(opener, `#!/bin/sh\nprintf %s "$1" > "${opened}"\n`);
  chmodSync(opener, 0o755);
  const run = join(folder, "first");
  const started = spawn(terminal, ["-qefc", `npm start -- --open --quiet --out ${run}`, "/dev/null"], {
    cwd: root,
    env: { ...process.env, CI: "", DISPLAY: ":0", PATH: `${folder}${delimiter}${process.env.PATH}` },
    detached: true, // so that all of it can be ended
  });
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    let said = "";
    const url = await new Promise<string>((resolve, reject) => {
      started.stdout.on("data", (text) => {
        said += text;
        const [, found] = /(http:\/\/127\.0\.0\.1:\d+\/) shows/.exec(said) ?? [];
        if (found) resolve(found);
      });
      started.once("exit", () => reject(new Error(said)));
    });
    await vi.waitFor(() => expect(readFileSync(opened, "utf8")).toBe(url), { timeout: 300_000 });
    const tab = await browser.newPage();
    await tab.goto(url);
    await tab.waitForFunction(() => document.querySelector("main")?.ariaBusy === "false");
    expect(await tab.locator(".rail h1").innerText()).toBe("first");
    expect(await tab.locator(".list tbody tr").count()).toBe(3); // the best, the median and the worst
    expect(said).toContain("Solved");
  } finally {
    await browser.close();
    process.kill(-started.pid!, "SIGTERM");
    rmSync(folder, { recursive: true, force: true });
  }
});
