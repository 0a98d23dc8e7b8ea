import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { namesOf } from "../../scripts/scaffold/names.ts";
import { cloneInto, root, run as runIn } from "./clone.ts";
import { temporaryFolder } from "./command.ts";

test("what new writes passes check, lint, types and its own test", async () => {
  const folder = temporaryFolder();
  cloneInto(folder);
  const run = async (program: string, ...args: string[]) => {
    const { code, stdout, stderr } = await runIn(folder, process.execPath, [program, ...args]);
    expect(code, stdout + stderr).toBe(0);
    return stdout;
  };
  const said = await run("bin/rewardgym.js", "new", "env", "driving/four-way-stop");
  for (const file of ["envs/index.ts", "envs/driving/four-way-stop.ts", "test/envs/driving/four-way-stop.test.ts"])
    expect(said).toContain(file);
  await run("bin/rewardgym.js", "new", "reward", "shaped/smooth");
  expect(await run("bin/rewardgym.js", "check", "driving/four-way-stop-v1")).toContain("all");
  expect(await run("bin/rewardgym.js", "check", "shaped/smooth-v1", "--env", "driving/four-way-stop-v1")).toContain(
    "all",
  );
  expect(readFileSync(join(folder, "envs/README.md"), "utf8")).toContain("driving/four-way-stop-v1");

  const modules = join(root, "node_modules");
  await run(
    join(modules, "vitest/vitest.mjs"),
    "run",
    "test/envs/driving",
    "test/rewards/shaped",
    "test/rewards/customary.test.ts",
  );
  await run(
    join(modules, "@biomejs/biome/bin/biome"),
    "check",
    "--vcs-enabled=false",
    "envs",
    "rewards",
    "scripts",
    "test/envs",
    "test/rewards",
  );
  await run(join(modules, "typescript/bin/tsc"));
});

test.each([
  ["driving/roundabout", "roundabout", "Roundabout", "driving/roundabout-v1"],
  ["driving/four-way-stop", "fourWayStop", "Four way stop", "driving/four-way-stop-v1"],
  ["screens/2048", "the2048", "2048", "screens/2048-v1"],
])("%s is exported as %s", (text, identifier, title, id) => {
  expect(namesOf(text)).toMatchObject({ identifier, title, id });
});

test.each(["", "roundabout", "Driving/roundabout", "driving/round_about", "a/b/c", "../up", "driving/x-v2"])(
  "%j is no name",
  (text) => expect(() => namesOf(text)).toThrow("cli/usage"),
);
