import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { command, processOf, temporaryFolder } from "./command.ts";

const small = ["--env", "classic/cart-pole-v1", "--steps", "512", "--episodes", "0"];

test("a run that lost its checkpoints starts over only with --from-start, and ends where it had ended", async () => {
  const folder = temporaryFolder();
  const out = join(folder, "a");
  const checkpoints = join(out, "checkpoints");
  expect(await command("train", ...small, "--quiet", "--out", out)).toMatchObject({ code: 0 });
  const names = readdirSync(checkpoints);
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) rmSync(join(checkpoints, name));
  const refused = await command("train", "--resume", "--quiet", "--out", out);
  expect(refused.code).not.toBe(0);
  expect(refused.stderr).toContain("checkpoint/missing");
  expect(refused.stderr).toContain("--from-start");
  expect(readdirSync(checkpoints)).toEqual([]);
  const { code, stderr } = await processOf(folder, ["train", "--resume", "--from-start", "--out", "a"]);
  expect(code, stderr).toBe(0);
  expect(stderr).toContain("Starts over at step 0");
  expect(readdirSync(checkpoints)).toEqual(names);
});

test("--from-start without --resume is refused", async () => {
  const out = join(temporaryFolder(), "a");
  const { code, stderr } = await command("train", ...small, "--from-start", "--out", out);
  expect(code).toBe(2);
  expect(stderr).toContain("--from-start without --resume");
});
