import type { Json } from "../../../src/core/index.ts";
import { run } from "../child.ts";

/** Runs the command line of the package. */
export const cli = (...args: readonly string[]) => run(process.execPath, ["scripts/rewardgym.ts", ...args]);

/** Params as the command line takes them. */
export const sets = (prefix: string, settings: { readonly [name: string]: Json } = {}): string[] =>
  Object.entries(settings).flatMap(([name, value]) => ["--set", `${prefix}${name}=${JSON.stringify(value)}`]);

/** A mean with its 95 % interval, as `eval --json` tells it. */
export interface Told {
  readonly mean: number;
  readonly low?: number;
  readonly high?: number;
}

export interface Summary {
  readonly score: Told;
  readonly return: Told;
  readonly steps: Told;
  readonly yardsticks: { readonly [name: string]: Told };
  readonly watched: { readonly [name: string]: Told };
}

const heldOutSeed = 7;

/** Evaluates on levels that no training has seen. */
export async function evaluated(episodes: number, ...args: readonly string[]): Promise<Summary> {
  const asked = ["--episodes", String(episodes), "--seed", String(heldOutSeed), "--json"];
  return JSON.parse((await cli("eval", ...args, ...asked)).output);
}
