import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { temporaryFolder } from "./command.ts";

const bin = fileURLToPath(new URL("../../bin/rewardgym.js", import.meta.url));

/** Why no test can have a terminal of its own; nothing where one can. */
function noTerminal(): string | undefined {
  try {
    execFileSync("script", ["-qec", "stty -a", "/dev/null"], { stdio: ["pipe", "pipe", "ignore"] });
    return undefined;
  } catch {
    return "needs `script` of util-linux, and `stty`";
  }
}

/** Plays in a terminal; `onOutput` sees everything shown so far and may type. */
async function inTerminal(
  args: readonly string[],
  onOutput: (shown: string, type: (keys: string) => void, pid: () => number) => void,
): Promise<string> {
  const folder = temporaryFolder();
  const pidFile = join(folder, "pid");
  const play = `sh -c 'echo $$ > ${pidFile}; exec ${process.execPath} ${bin} ${args.join(" ")}'`;
  const line = `stty rows 30 cols 100; ${play}; echo "code $?"; stty -a`;
  const shell = spawn("script", ["-qec", line, "/dev/null"], { stdio: ["pipe", "pipe", "ignore"] });
  let shown = "";
  shell.stdout.setEncoding("utf8").on("data", (text) => {
    shown += text;
    onOutput(
      shown,
      (keys) => shell.stdin.write(keys),
      () => Number(existsSync(pidFile) && readFileSync(pidFile, "utf8")),
    );
  });
  await once(shell, "close");
  return shown;
}

const esc = "\x1b";
const restored = new RegExp(`${esc}\\[\\?25h${esc}\\[\\?1049l.*code (\\d+).* icanon.* echo `, "s");

test("a person plays at a terminal, asks for help, and has it back afterwards", async ({ skip }) => {
  const reason = noTerminal();
  if (reason) skip(reason);
  const waiting: [text: string, keys: string][] = [
    ["? shows the keys", "?"],
    ["Any key goes on", " "],
    ["offset", "x"],
    ["No such key: x", "\x1b[C"],
    ["", "\x11"],
  ];
  let from = 0;
  const shown = await inTerminal(["play", "classic/cart-pole-v1"], (all, type) => {
    if (waiting.length === 0 || !all.slice(from).includes(waiting[0][0])) return;
    from = all.length;
    type(waiting.shift()![1]);
  });
  expect(waiting).toEqual([]);
  expect(shown).toContain("▀");
  expect(shown).toMatch(/^steps +1\r$/m);
  expect(restored.exec(shown)?.[1], shown).toBe("0");
});

test("SIGTERM gives the terminal back too", async ({ skip }) => {
  const reason = noTerminal();
  if (reason) skip(reason);
  let isKilled = false;
  const shown = await inTerminal(["play", "dungeon/score-v1"], (all, _, pid) => {
    if (isKilled || !all.includes("shows the keys")) return;
    isKilled = true;
    process.kill(pid(), "SIGTERM");
  });
  expect(restored.exec(shown)?.[1], shown).toBe("130");
});
