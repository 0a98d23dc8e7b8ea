import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { temporaryFolder } from "../scripts/command.ts";
import { serving } from "./here.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("the README's program works with a server", async () => {
  const [, block] = /<!-- tested with a server -->\n```ts\n(.*?)```/s.exec(
    readFileSync(join(root, "README.md"), "utf8"),
  )!;
  const server = await serving();
  const folder = temporaryFolder();
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules", "rewardgym"), "dir");
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "program.ts"), block.replace("ws://127.0.0.1:7447", server.url));
  const { stdout } = await promisify(execFile)(process.execPath, ["--conditions=source", "program.ts"], {
    cwd: folder,
  });
  const [length, upright, term] = stdout.trim().split(" ").map(Number);
  expect(length).toBe(192);
  expect(Math.abs(upright)).toBeLessThanOrEqual(1);
  expect(term).toBeCloseTo(upright);
});
