import { spawnSync } from "node:child_process";

/** One line of output from the first of several programs that is installed; undefined if none is. */
export function askProgram(names: readonly string[], ...flags: readonly string[]): string | undefined {
  for (const name of names) {
    const { status, stdout } = spawnSync(name, flags, { encoding: "utf8", timeout: 10_000 });
    if (status === 0) return stdout.trim().split("\n")[0];
  }
  return undefined;
}
