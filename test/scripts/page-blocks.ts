import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { root, run } from "./clone.ts";

/** The blocks of commands of a page that say that they are tested, each run in a folder as it stands, but for its budgets. */
export async function runBlocks(page: string, folder: string, changed = (block: string) => block): Promise<number> {
  const text = readFileSync(join(root, page), "utf8");
  const blocks = [...text.matchAll(/<!-- tested -->\n```sh\n([\s\S]*?)```/g)].map(([, block]) => block);
  for (const block of blocks) {
    const shorter = changed(block)
      .replaceAll("npx rewardgym", `"${process.execPath}" "${join(root, "bin/rewardgym.js")}"`)
      .replaceAll(/--steps \d{4,}/g, "--steps 4096");
    const { code, stderr } = await run(folder, "bash", ["-euo", "pipefail", "-c", shorter]);
    expect(code, `${block}\n${stderr}`).toBe(0);
  }
  return blocks.length;
}
