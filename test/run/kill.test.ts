import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { train } from "../../src/run/index.ts";
import { beyondSample, sample } from "../sample.ts";
import { cartPoleRun, overlapRun, ppoRun, registries, sacOverlapRun, sacRun } from "./fake-run.ts";
import { contentOf, freshFolder } from "./folder.ts";

const child = fileURLToPath(new URL("./kill-child.ts", import.meta.url));

/** Trains in another process and kills it soon after it reports an update, in the middle of whatever comes next. */
async function trainAndKill(directory: string, run: string, updates: number): Promise<NodeJS.Signals | null> {
  const args = [child, directory, run, String(updates + 5)];
  const process_ = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(process_, "exit");
  for await (const line of createInterface(process_.stdout)) if (Number(line) >= updates) process_.kill("SIGKILL");
  const [, signal] = await ended;
  return signal;
}

const runs = Object.entries({ cartPoleRun, ppoRun, overlapRun, sacRun, sacOverlapRun });
const chosen = sample(runs, 2);

test.for(runs)("%s, killed twice, equals itself never stopped", async (chance, { skip }) => {
  if (!chosen.has(chance)) skip(beyondSample);
  const [run, spec] = chance;
  const [whole, killed] = [freshFolder(), freshFolder()];
  await train({ spec, registries, directory: whole });
  // any moment must do: which one it is differs from test to test
  const moments = [1 + (Date.now() % 12), 14 + (Date.now() % 20)];
  for (const moment of moments) expect(await trainAndKill(killed, run, moment), `killed at ${moments}`).toBe("SIGKILL");
  await train({ spec, registries, directory: killed, resume: true });
  expect(await contentOf(killed), `killed at ${moments}`).toEqual(await contentOf(whole));
});
