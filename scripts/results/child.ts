import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter } from "node:path";

export interface Finished {
  readonly output: string;
  /** Time from start to exit. */
  readonly seconds: number;
}

/** Runs a program; rejects with its error output if it fails. `core` pins it to a core if the system can. */
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

/** Runs a script of this project under the present Node, with flags, and parses the JSON in its last line. */
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
