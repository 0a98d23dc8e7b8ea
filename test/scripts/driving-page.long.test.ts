import { expect, test } from "vitest";
import { temporaryFolder } from "./command.ts";
import { runBlocks } from "./page-blocks.ts";

test("the commands of docs/driving.md work, one after another", async () => {
  expect(await runBlocks("docs/driving.md", temporaryFolder())).toBe(3);
});
