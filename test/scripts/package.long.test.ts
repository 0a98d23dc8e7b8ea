import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { installRuntime } from "../../src/autodiff/index.ts";
import { installHdf5 } from "../../src/demos/minari/hdf5.ts";
import { cloneInto, noNpm, root, run, shell } from "./clone.ts";
import type { Outcome } from "./command.ts";

const read = (file: string) => readFileSync(join(root, file), "utf8");
const workplace = mkdtempSync(join(tmpdir(), "rewardgym-"));
afterAll(() => rmSync(workplace, { recursive: true }));

const quietly = ["--prefer-offline", "--no-audit", "--no-fund"]; // npm's cache, which npm ci has filled
let packed: Outcome | undefined;
let tarball: string;

beforeAll(async () => {
  if (noNpm) return;
  const clone = mkdtempSync(join(workplace, "clone-"));
  cloneInto(clone);
  packed = await run(clone, "npm", ["pack", "--pack-destination", workplace]);
  const [name] = readdirSync(workplace).filter((file) => file.endsWith(".tgz"));
  tarball = join(workplace, name ?? "none");
  expect(readFileSync(join(clone, "package.json"), "utf8"), "is as it was").toBe(read("package.json"));
});
beforeEach(({ skip }) => {
  if (noNpm) skip(noNpm);
});

test("the error and the package ask for the same ONNX Runtime", () => {
  const { peerDependencies, devDependencies } = JSON.parse(read("package.json"));
  expect(installRuntime).toContain(` onnxruntime-node@${peerDependencies["onnxruntime-node"]}`);
  expect(devDependencies["onnxruntime-node"]).toBe(peerDependencies["onnxruntime-node"]);
});

test("npm pack succeeds", () => {
  expect(packed, packed?.stderr).toMatchObject({ code: 0 });
});

test("npm pack changes nothing where it fails: package.json with a bin would make npx install the clone", async () => {
  const clone = mkdtempSync(join(workplace, "clone-"));
  cloneInto(clone);
  const { code, stderr } = await run(clone, "npm", ["pack"], shell({ npm_config_cache: "/dev/null" }));
  expect(code).not.toBe(0);
  expect(stderr).toContain("mkdir '/dev/null/");
  expect(readFileSync(join(clone, "package.json"), "utf8")).toBe(read("package.json"));
});

describe.each([
  ["refused", ["--ignore-scripts"]],
  ["allowed", []],
])("installed in an empty project, with install scripts %s", (scripts, flags) => {
  const project = mkdtempSync(join(workplace, `${scripts}-`));
  const ok = async (program: string, ...args: string[]) => {
    const { code, stdout, stderr } = await run(project, program, args);
    expect(code, `${[program, ...args].join(" ")}\n${stdout}${stderr}`).toBe(0);
    return { stdout, stderr };
  };

  beforeAll(async () => {
    if (noNpm) return;
    writeFileSync(join(project, "package.json"), '{ "private": true, "type": "module" }');
    const { stderr } = await ok("npm", "install", ...quietly, ...flags, tarball);
    expect(stderr).not.toContain("npm warn");
  });

  test("no package has an install script", () => {
    const { packages } = JSON.parse(readFileSync(join(project, "node_modules/.package-lock.json"), "utf8"));
    const names = Object.keys(packages);
    expect(names).toContain("node_modules/rewardgym");
    expect(names.filter((name) => packages[name].hasInstallScript)).toEqual([]);
  });

  test("plain JavaScript imports it", async () => {
    const program = `
      import { openVector } from "rewardgym";
      import { agents } from "rewardgym/agents";
      import { connect } from "rewardgym/client";
      import { envs } from "rewardgym/envs";
      import { rewards } from "rewardgym/rewards";
      import { serve } from "rewardgym/server";
      const vector = await openVector({ envs, env: { id: "classic/pendulum-v1" }, worlds: 4, threads: 2 });
      await vector.reset(1);
      await vector.step();
      await vector.close();
      console.log(vector.features.upright.length, agents.ids.length, rewards.ids.length, typeof connect, typeof serve);
    `;
    writeFileSync(join(project, "program.js"), program);
    expect((await ok("node", "program.js")).stdout).toMatch(/^4 \d+ \d+ function function\n$/);
  });

  test("strict TypeScript takes the README's program and every entry", async () => {
    const [, block] = /<!-- tested -->\n```ts\n(.*?)```/s.exec(read("README.md"))!;
    writeFileSync(join(project, "readme.ts"), block);
    writeFileSync(
      join(project, "entries.ts"),
      `import { connect, openRemote } from "rewardgym/client";
       import { serve } from "rewardgym/server";
       export const entries: readonly object[] = [connect, openRemote, serve];`,
    );
    const compilerOptions = {
      ...{ strict: true, noEmit: true, skipLibCheck: false, target: "es2022", module: "nodenext" },
      ...{ types: ["node"], typeRoots: [join(root, "node_modules/@types")] },
    };
    writeFileSync(
      join(project, "tsconfig.json"),
      JSON.stringify({ compilerOptions, files: ["readme.ts", "entries.ts"] }),
    );
    await ok(process.execPath, join(root, "node_modules/typescript/bin/tsc"));
  });

  test("the command runs, and says what training networks needs", async () => {
    expect((await ok("npx", "rewardgym", "list", "envs")).stdout).toContain("classic/cart-pole-v1");
    const evaluation = ["eval", "--env", "classic/cart-pole-v1", "--agent", "baseline/scripted-v1", "--episodes", "2"];
    expect((await ok("npx", "rewardgym", ...evaluation)).stdout).toContain("2 episodes");
    const train = ["rewardgym", "train", "--env", "classic/cart-pole-v1", "--steps", "500", "--out", "run"];
    const missing = await run(project, "npx", train);
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain(installRuntime);
    expect(readdirSync(project)).not.toContain("run");
    const [npm, ...args] = installRuntime.split(" ");
    await ok(npm, ...args, ...quietly);
    await ok("npx", ...train, "--quiet");
    expect(readdirSync(join(project, "run"))).toContain("policy.onnx");
  });

  test("data sets of Minari are written as soon as their library is there", async () => {
    const record = ["--env", "classic/cart-pole-v1", "--agent", "baseline/scripted-v1", "--episodes", "2"];
    await ok("npx", "rewardgym", "demos", "record", ...record, "--out", "demos");
    const exporting = ["rewardgym", "demos", "export", "minari", "demos", "--out", "datasets"];
    const missing = await run(project, "npx", exporting);
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain(installHdf5);
    expect(readdirSync(project)).not.toContain("datasets");
    const [npm, ...args] = installHdf5.split(" ");
    await ok(npm, ...args, ...quietly, ...flags);
    await ok("npx", ...exporting);
    expect(readdirSync(join(project, "datasets"))).toEqual(["cart-pole-demos-v0"]);
  });
});
