import { join, relative } from "node:path";
import type { RunSpec } from "../src/core/index.ts";
import { makeFolder, removeEmpty } from "../src/record/folder.ts";

/**
 * Runs a function in a new run folder: `runs/cart-pole-1`, `runs/cart-pole-1-2` and so on. The folder is created at once,
 * so that no other process takes the same name, and removed again if it stays empty.
 */
export async function inFreshFolder<T>({ env, seed }: RunSpec, work: (directory: string) => Promise<T>): Promise<T> {
  const name = env.id.slice(env.id.lastIndexOf("/") + 1).replace(/-v\d+$/, "");
  for (let count = 1; ; count++) {
    const folder = join("runs", `${name}-${seed}${count > 1 ? `-${count}` : ""}`);
    const made = await makeFolder(folder);
    if (made.at(-1) !== folder) continue;
    try {
      return await work(folder);
    } finally {
      await removeEmpty(made);
    }
  }
}

/** Runs a function in the given folder, or else in a new one. */
export const inFolder = <T>(
  out: string | undefined,
  spec: RunSpec,
  work: (directory: string) => Promise<T>,
): Promise<T> => (out === undefined ? inFreshFolder(spec, work) : work(out));

/** A path relative to the working directory, quoted if a shell needs it. */
export function fromHere(path: string): string {
  const here = relative(process.cwd(), path) || ".";
  return quoted(here.startsWith("-") ? `./${here}` : here);
}

/** A word of a command line, quoted if a shell needs it. */
export function quoted(word: string): string {
  if (process.platform === "win32") return /^[\w\\:.,+@=-]+$/.test(word) ? word : `"${word}"`;
  return /^[\w/:.,+@=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
