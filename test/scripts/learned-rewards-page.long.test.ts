import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root, run } from "./clone.ts";
import { temporaryFolder } from "./command.ts";

const page = readFileSync(join(root, "docs/learned-rewards.md"), "utf8");
const blocks = [...page.matchAll(/<!-- tested -->\n```sh\n([\s\S]*?)```/g)].map(([, text]) => text);
/** Answers as a script gives them, since nobody sits at the terminal. */
const answers = Array.from({ length: 20 }, (_, i) => `{"grade": ${i % 3 ? 1 : -1}}`).join("\n");

/** A block as it stands, but for its budgets and for somebody who labels. */
const shorter = (block: string) =>
  block
    .replaceAll("npx rewardgym", `"${process.execPath}" "${join(root, "bin/rewardgym.js")}"`)
    .replaceAll(/--steps \d{4,}/g, "--steps 4096")
    .replaceAll(/^(.* reward label .*)$/gm, "$1 --answers answers.jsonl");

test("the commands of docs/learned-rewards.md work, one after another", async () => {
  expect(blocks.length).toBeGreaterThan(3);
  const folder = temporaryFolder();
  writeFileSync(join(folder, "answers.jsonl"), answers);
  for (const block of blocks) {
    const { code, stderr } = await run(folder, "bash", ["-euo", "pipefail", "-c", shorter(block)]);
    expect(code, `${block}\n${stderr}`).toBe(0);
  }
});
