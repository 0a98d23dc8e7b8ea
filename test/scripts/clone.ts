import { execFile } from "node:child_process";
import { cpSync, existsSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Outcome } from "./command.ts";

export const root = fileURLToPath(new URL("../..", import.meta.url));

const parts = ["src", "envs", "rewards", "agents", "scripts", "test", "bin", "package.json", "package-lock.json"];
const files = ["tsconfig.json", "tsconfig.build.json", "biome.json", "vitest.config.ts", ".gitignore"];
const texts = ["README.md", "CHANGELOG.md", "LICENSE"];

/** Copies the repository into an empty folder, where it may be written to; the packages stay shared. */
export function cloneInto(folder: string): void {
  for (const part of [...parts, ...files, ...texts])
    cpSync(join(root, part), join(folder, part), { recursive: true, filter: (path) => !/\.venv|\.oldest/.test(path) });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "dir");
}

/** The environment of a person's shell: this process's without what npm and Vitest have added. */
export function shell(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const added = /^(npm_|VITEST|NODE_ENV$|NODE_OPTIONS$|MODE$|DEV$|PROD$|SSR$|BASE_URL$|TEST$)/i;
  const kept = Object.entries(process.env).filter(([name]) => !added.test(name));
  const PATH = process.env.PATH?.split(delimiter).filter((folder) => !folder.includes("node_modules"));
  return { ...Object.fromEntries(kept), PATH: PATH?.join(delimiter), ...more };
}

/** Why npm cannot be run as a person would, or nothing. */
export const noNpm = (shell().PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, "npx")))
  ? undefined
  : "no npx in PATH";

/** Runs a program to its end in a person's shell environment. */
export function run(
  cwd: string,
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = shell(),
): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(program, args, { cwd, env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({ code: error ? child.exitCode : 0, stdout, stderr });
    });
  });
}
