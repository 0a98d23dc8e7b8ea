import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter } from "node:path";

export interface Finished {
  readonly output: string;
  /** From the start of the process to its end. */
  readonly seconds: number;
}

/** Runs a program to its end; rejects with its error output where it fails. `core` pins it where the system can. */
export function run(
  program: string,
  args: readonly string[],
  { core }: { readonly core?: number } = {},
): Promise<Finished> {
  const [command, rest] =
    core !== undefined && onPath("taskset") ? ["taskset", ["-c", String(core), program, ...args]] : [program, args];
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(command, rest, { stdio: ["ignore", "pipe", "pipe"] });
    let [output, errors] = ["", ""];
    child.stdout.on("data", (data) => {
      output += data;
    });
    child.stderr.on("data", (data) => {
      errors += data;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve({ output, seconds: (performance.now() - start) / 1000 });
      else reject(new Error(`${program} ${args.join(" ")} ended with ${code}\n${errors}`));
    });
  });
}

/** Runs a script of this project under the Node that runs this, with flags, and reads the JSON that it prints last. */
export async function runScript<T>(
  script: URL,
  args: readonly string[],
  { flags = [], ...options }: { readonly core?: number; readonly flags?: readonly string[] } = {},
): Promise<T> {
  const { output } = await run(process.execPath, ["--expose-gc", ...flags, script.pathname, ...args], options);
  return JSON.parse(output.trim().split("\n").at(-1) as string);
}

const onPath = (program: string) =>
  (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(`${folder}/${program}`));
