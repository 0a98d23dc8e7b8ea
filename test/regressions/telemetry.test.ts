import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { run, shell } from "../scripts/clone.ts";
import { temporaryFolder } from "../scripts/command.ts";

const bin = fileURLToPath(new URL("../../bin/rewardgym.js", import.meta.url));

test("a training leaves nothing but its run: ONNX Runtime's telemetry is off", async () => {
  const folder = temporaryFolder();
  const [home, work] = ["home", "work"].map((name) => join(folder, name));
  for (const each of [home, work]) mkdirSync(each);
  // ONNX Runtime is silent under CI by itself
  const { ORT_DISABLE_TELEMETRY, XDG_CACHE_HOME, ...env } = shell({ HOME: home });
  for (const name of Object.keys(env)) if (/^CI$|^GITHUB_|^TF_BUILD$|^GITLAB_/.test(name)) delete env[name];
  const args = ["train", "--env", "classic/cart-pole-v1", "--steps", "500", "--out", "run", "--quiet"];
  const { code, stderr } = await run(work, process.execPath, [bin, ...args], env);
  expect(code, stderr).toBe(0);
  expect(readdirSync(home)).toEqual([]);
  expect(readdirSync(work)).toEqual(["run"]);
});
