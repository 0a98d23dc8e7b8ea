import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { registries } from "../../scripts/registries.ts";
import { cloneInto, noNpm, root, run, shell } from "./clone.ts";
import { temporaryFolder } from "./command.ts";
import { handOver, noOtherUser } from "./other-user.ts";

const readme = readFileSync(join(root, "README.md"), "utf8");

/** The blocks of a language that the README says are tested. */
const blocksOf = (language: string) =>
  [...readme.matchAll(new RegExp(`<!-- tested -->\\n\`\`\`${language}\\n([^]*?)\`\`\``, "g"))].map(([, text]) => text);

/** A clone in which nothing was run yet. */
function clone(): string {
  const folder = temporaryFolder();
  cloneInto(folder);
  return folder;
}

/** The environment of a person whose home nothing can be written to, not even by root. */
const homeless = shell({ HOME: "/dev/null", npm_config_update_notifier: "false" });

beforeEach(({ skip }) => {
  if (noNpm) skip(noNpm);
});

test("the README's commands work as they stand, without a home to write to", async () => {
  const blocks = blocksOf("sh");
  expect(blocks.length).toBeGreaterThan(1);
  const folder = clone();
  for (const block of blocks) {
    const { code, stderr } = await run(folder, "bash", ["-euo", "pipefail", "-c", block], homeless);
    expect(code, `${block}\n${stderr}`).toBe(0);
    expect(stderr).not.toContain("npm warn");
  }
});

test("another user, who cannot write at home, runs them too, and they leave only runs", async ({ skip }) => {
  const reason = noOtherUser();
  if (reason) skip(reason);
  // what may depend on the user: starting, writing, finding the machine's programs
  const commands = blocksOf("sh")[0]
    .split("\n")
    .filter((line) => / list | runs\/first| doctor/.test(line));
  expect(commands).toHaveLength(7);
  const folder = clone();
  const before = readdirSync(folder);
  const bash = handOver(folder);
  for (const line of ["npm start", ...commands]) {
    const { code, stderr } = await bash(line);
    expect(code, `${line}\n${stderr}`).toBe(0);
    expect(stderr).not.toContain("npm warn");
  }
  expect(readdirSync(folder)).toEqual([...before, "runs"].sort());
});

test("the README's program works in a clone, as it stands", async () => {
  const blocks = blocksOf("ts");
  expect(blocks.length).toBeGreaterThan(0);
  const folder = clone();
  const built = await run(folder, "npm", ["run", "build"]); // as npm ci does
  expect(built.code, built.stderr).toBe(0);
  for (const [i, block] of blocks.entries()) {
    writeFileSync(join(folder, `${i}.ts`), block);
    const { code, stdout, stderr } = await run(folder, process.execPath, [`${i}.ts`]);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain("budget");
  }
});

test("SIGTERM to npx ends the training, with a checkpoint", async () => {
  const folder = clone();
  mkdirSync(join(folder, "runs"));
  const args = ["rewardgym", "train", "--env", "classic/cart-pole-v1", "--steps", "100000000", "--out", "runs/a"];
  const npx = spawn("npx", args, { cwd: folder, env: homeless, stdio: ["ignore", "ignore", "pipe"] });
  const closed = once(npx, "close"); // once nobody holds its stderr any more, the training included
  let said = "";
  npx.stderr.setEncoding("utf8").on("data", (text) => {
    if (!said.includes("steps/s") && (said + text).includes("steps/s")) npx.kill("SIGTERM");
    said += text;
  });
  await closed;
  expect(said).toContain("with a checkpoint");
  expect(readdirSync(join(folder, "runs/a/checkpoints"))).toHaveLength(1);
});

test("the README names every family of envs and every agent", async () => {
  const { envs, agents } = registries;
  for (const id of envs.ids) expect(readme).toContain(`\`${id.slice(0, id.indexOf("/") + 1)}`);
  for (const { id } of await agents.all()) expect(readme).toContain(`\`${id}\``);
});
