import { spawnSync } from "node:child_process";

/** What the first of some programs that is here says, in one line; nothing where none is. */
export function askProgram(names: readonly string[], ...flags: readonly string[]): string | undefined {
  for (const name of names) {
    const { status, stdout } = spawnSync(name, flags, { encoding: "utf8", timeout: 10_000 });
    if (status === 0) return stdout.trim().split("\n")[0];
  }
  return undefined;
}
