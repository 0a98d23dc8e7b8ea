import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "./command.ts";
import { runBlocks } from "./page-blocks.ts";

/** Answers as a script gives them, since nobody sits at the terminal. */
const answers = Array.from({ length: 20 }, (_, i) => `{"grade": ${i % 3 ? 1 : -1}}`).join("\n");
const answered = (block: string) => block.replaceAll(/^(.* reward label .*)$/gm, "$1 --answers answers.jsonl");

test("the commands of docs/learned-rewards.md work, one after another", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "answers.jsonl"), answers);
  expect(await runBlocks("docs/learned-rewards.md", folder, answered)).toBeGreaterThan(3);
});
