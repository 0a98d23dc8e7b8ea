import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { registries } from "../../scripts/registries.ts";
import { temporaryFolder } from "./command.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const readme = readFileSync(join(root, "README.md"), "utf8");

/** The blocks of a language that the README says are tested. */
const blocksOf = (language: string) =>
  [...readme.matchAll(new RegExp(`<!-- tested -->\\n\`\`\`${language}\\n([^]*?)\`\`\``, "g"))].map(([, text]) => text);

const finished = { status: 0, signal: null };

test("the README's commands work as they stand", { timeout: 120_000 }, () => {
  const blocks = blocksOf("sh");
  expect(blocks.length).toBeGreaterThan(1);
  const folder = temporaryFolder();
  const npx = `npx() { shift; "${process.execPath}" "${join(root, "bin/rewardgym.js")}" "$@"; }`;
  for (const block of blocks) {
    const ran = spawnSync("bash", ["-euo", "pipefail", "-c", `${npx}\n${block}`], { cwd: folder, encoding: "utf8" });
    expect(ran, `${block}\n${ran.stderr}`).toMatchObject(finished);
  }
});

test("the README's program works as it stands", { timeout: 60_000 }, () => {
  const blocks = blocksOf("ts");
  expect(blocks.length).toBeGreaterThan(0);
  const folder = temporaryFolder();
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules", "rewardgym"), "dir");
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  for (const [i, block] of blocks.entries()) {
    writeFileSync(join(folder, `${i}.ts`), block);
    const ran = spawnSync(process.execPath, ["--conditions=source", `${i}.ts`], { cwd: folder, encoding: "utf8" });
    expect(ran, ran.stderr).toMatchObject(finished);
    expect(ran.stdout).toContain("budget");
  }
});

test("the README names every family of envs and every agent", async () => {
  const { envs, agents } = registries;
  for (const id of envs.ids) expect(readme).toContain(`\`${id.slice(0, id.indexOf("/") + 1)}`);
  for (const { id } of await agents.all()) expect(readme).toContain(`\`${id}\``);
});
