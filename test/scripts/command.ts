import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished, vi } from "vitest";
import { main } from "../../scripts/cli.ts";

const bin = fileURLToPath(new URL("../../bin/rewardgym.js", import.meta.url));

/** A folder that goes away with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "rewardgym-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Does what a command line says in this process. */
export async function command(...args: readonly string[]): Promise<Outcome> {
  const said = { log: "", error: "" };
  const spies = (["log", "error"] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation((...texts) => {
      said[level] += `${texts.join(" ")}\n`;
    }),
  );
  try {
    return { code: await main(args), stdout: said.log, stderr: said.error };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/**
 * Runs the command in a process of its own, in a folder, as a person would.
 * @param onError sees what was said on stderr so far, and can press Ctrl-C
 */
export function processOf(
  cwd: string,
  args: readonly string[],
  onError?: (stderr: string, interrupt: () => void) => void,
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, ...args], { cwd, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      stderr += text;
      onError?.(stderr, () => child.kill("SIGINT"));
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}
