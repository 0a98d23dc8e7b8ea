import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { generator } from "../../src/core/index.ts";
import { temporaryFolder } from "../record/temporary.ts";
import { contentOf, finishedIn } from "./contents.ts";
import { longer, planOf, run } from "./fake-ablation.ts";

/** Runs the ablation in a process of its own and kills it after it has come further this number of times. */
async function runAndKill(directory: string, times: number): Promise<void> {
  const child = spawn(process.execPath, [fileURLToPath(new URL("./runner-child.ts", import.meta.url)), directory], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let count = 0;
  for await (const _ of createInterface(child.stdout)) if (++count >= times) child.kill("SIGKILL");
}

test("a runner that was killed again and again leaves nothing lost and repeats nothing", async () => {
  const [whole, killed] = [temporaryFolder(), temporaryFolder()];
  const plan = await planOf(longer);
  await run(plan, whole);
  const rng = generator(11, "kills");
  let finished = {};
  for (let kill = 0; kill < 4; kill++) {
    await runAndKill(killed, 1 + rng.integer(6));
    const now = finishedIn(killed);
    expect(now).toMatchObject(finished);
    finished = now;
  }
  await run(plan, killed);
  expect(finishedIn(killed)).toMatchObject(finished);
  expect(await contentOf(killed)).toEqual(await contentOf(whole));
});
