import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { namesOf } from "../../scripts/scaffold/names.ts";
import { temporaryFolder } from "./command.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A copy of the repository that may be written to. */
function clone(): string {
  const folder = temporaryFolder();
  const parts = ["src", "envs", "rewards", "agents", "scripts", "test", "bin", "package.json", "tsconfig.json"];
  for (const part of [...parts, "biome.json", "vitest.config.ts", ".gitignore"])
    cpSync(join(root, part), join(folder, part), { recursive: true, filter: (path) => !path.includes(".venv") });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "dir");
  return folder;
}

test("what new writes passes check, lint, types and its own test", () => {
  const folder = clone();
  const run = (program: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(status, stdout + stderr).toBe(0);
    return stdout;
  };
  const said = run("bin/rewardgym.js", "new", "env", "driving/four-way-stop");
  for (const file of ["envs/index.ts", "envs/driving/four-way-stop.ts", "test/envs/driving/four-way-stop.test.ts"])
    expect(said).toContain(file);
  run("bin/rewardgym.js", "new", "reward", "shaped/smooth");
  expect(run("bin/rewardgym.js", "check", "driving/four-way-stop-v1")).toContain("all");
  expect(run("bin/rewardgym.js", "check", "shaped/smooth-v1", "--env", "driving/four-way-stop-v1")).toContain("all");
  expect(readFileSync(join(folder, "envs/README.md"), "utf8")).toContain("driving/four-way-stop-v1");

  const modules = join(root, "node_modules");
  run(
    join(modules, "vitest/vitest.mjs"),
    "run",
    "test/envs/driving",
    "test/rewards/shaped",
    "test/rewards/customary.test.ts",
  );
  run(
    join(modules, "@biomejs/biome/bin/biome"),
    "check",
    "--vcs-enabled=false",
    "envs",
    "rewards",
    "scripts",
    "test/envs",
    "test/rewards",
  );
  run(join(modules, "typescript/bin/tsc"));
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
