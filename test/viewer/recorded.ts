import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { command } from "../scripts/command.ts";

/** Folders of recorded episodes, and one run. */
export interface Recorded {
  readonly run: string;
  readonly hopper: string;
  readonly dungeon: string;
}

async function done(...args: readonly string[]): Promise<void> {
  const { code, stderr } = await command(...args);
  expect(code, stderr).toBe(0);
}

/** Trains and records a little of everything that the page shows. */
export async function recordAll(folder: string): Promise<Recorded> {
  mkdirSync(folder, { recursive: true });
  const [run, hopper, dungeon] = ["cart-pole", "hopper", "dungeon"].map((name) => join(folder, name));
  const small = ["--set", "rolloutSteps=64", "--set", "minibatch=128", "--worlds", "4"];
  await done("train", "--env", "classic/cart-pole-v1", "--steps", "2048", "--seed", "1", ...small, "--out", run);
  const random = ["--agent", "baseline/random-v1", "--episodes", "2", "--seed", "1"];
  await done("demos", "record", "--env", "locomotion/hopper-v1", ...random, "--out", hopper);
  const keys = ["--keys", "lljjhhkkllll"];
  await done("demos", "record", "--env", "dungeon/score-v1", "--play", ...keys, "--seed", "1", "--out", dungeon);
  return { run, hopper, dungeon };
}
