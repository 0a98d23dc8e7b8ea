import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openLabels } from "../../src/labels/index.ts";
import { temporaryFolder } from "../record/temporary.ts";

const child = fileURLToPath(new URL("./kill-child.ts", import.meta.url));

/** Labels in another process, kills it soon after it has confirmed some, and returns the labels that it confirmed. */
async function labelAndKill(directory: string, labels: number): Promise<string[]> {
  const args = [child, directory, String(labels + 3)];
  const process_ = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(process_, "exit");
  const confirmed: string[] = [];
  for await (const id of createInterface(process_.stdout)) if (confirmed.push(id) >= labels) process_.kill("SIGKILL");
  expect((await ended)[1]).toBe("SIGKILL");
  return confirmed;
}

test("labels are there once after the process was killed in the middle of whatever came next", async () => {
  const folder = temporaryFolder();
  // any moment must do: which one it is differs from test to test
  for (const moment of [1 + (Date.now() % 5), 6 + (Date.now() % 7), 15]) {
    const confirmed = await labelAndKill(folder, moment);
    const { state } = await openLabels(folder);
    expect([...state.labels.keys()]).toEqual(expect.arrayContaining(confirmed));
    expect(state.labels.size, `killed after ${moment}`).toBeLessThanOrEqual(Math.max(moment + 3, confirmed.length));
    expect(state.rows).toBe(1 + state.pairs.size + state.labels.size);
  }
});
