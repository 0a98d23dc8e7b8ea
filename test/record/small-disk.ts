import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as anyTest, onTestFinished } from "vitest";

export const size = 512 * 1024; // bytes of the small disk

/** A small disk of its own; the test is skipped, saying so, where none can be mounted. */
export const test = anyTest.extend<{ disk: string }>({
  disk: async ({ skip }, use) => {
    const disk = mkdtempSync(join(tmpdir(), "rewardgym-disk-"));
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", disk], { encoding: "utf8" });
    if (mounted.status !== 0) {
      rmdirSync(disk);
      skip(`no small disk can be mounted here: ${mounted.error?.message ?? mounted.stderr.trim()}`);
    }
    onTestFinished(() => {
      execFileSync("umount", [disk]);
      rmdirSync(disk);
    });
    await use(disk);
  },
});
