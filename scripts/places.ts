import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import type { RunSpec } from "../src/core/index.ts";

/** A folder for a run that is not there yet: `runs/cart-pole-1`, `runs/cart-pole-1-2` and so on. */
export function freshFolder({ env, seed }: RunSpec): string {
  const name = env.id.slice(env.id.lastIndexOf("/") + 1).replace(/-v\d+$/, "");
  for (let count = 1; ; count++) {
    const folder = join("runs", `${name}-${seed}${count > 1 ? `-${count}` : ""}`);
    if (!existsSync(folder)) return folder;
  }
}

/** A path as a person would type it from here. */
export const fromHere = (path: string): string => relative(process.cwd(), path) || ".";
