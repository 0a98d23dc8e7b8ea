import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withoutVarying } from "../../../src/ablate/report/index.ts";
import { generator } from "../../../src/core/index.ts";
import { type Section, table } from "../report.ts";

const wanted = 20;
const question = {
  question: "Is a learning rate of 1e-3 better than 3e-4?",
  base: { env: "classic/cart-pole-v1", steps: 30_000 },
  variants: { slower: { "agent.learningRate": 3e-4 } },
  seeds: 5,
  evaluation: { episodes: 20 },
};

interface Measured {
  readonly kills: number;
  readonly equal: boolean;
  readonly bytes: number;
}

/** A runner that is killed with all its processes at random moments, beside one that never is. */
export const kills: Section<Measured> = {
  name: "kills",
  title: "Killed at random moments",
  async measure() {
    const parent = await mkdtemp(join(tmpdir(), "kills-"));
    const file = join(parent, "question.json");
    await writeFile(file, JSON.stringify(question));
    // The same name for both, because the report contains it.
    const [whole, killed] = [join(parent, "whole", "rates"), join(parent, "killed", "rates")];
    await ablate(file, whole);
    const rng = generator(1, "kills");
    let count = 0;
    let done = false;
    while (count < wanted) {
      if (done) await rm(killed, { recursive: true });
      done = await ablate(file, killed, rng.uniform(500, 1800));
      if (!done) count++;
    }
    if (!done) await ablate(file, killed);
    const [page, same] = await Promise.all([whole, killed].map((folder) => reportOf(folder)));
    await rm(parent, { recursive: true });
    return { kills: count, equal: page.replaceAll(whole, "") === same.replaceAll(killed, ""), bytes: page.length };
  },
  tell: ({ kills, equal, bytes }) =>
    `An ablation of 10 runs, its whole process group killed with SIGKILL between 0.5 and 1.8 s after each start, then left to finish; beside one that was never killed. Compared without the one section of the report that holds times and machine.\n\n${table(
      ["kills", "bytes compared", "reports"],
      [[kills, bytes, equal ? "**the same bytes**" : "**they differ**"]],
    )}`,
};

/** HTML and Markdown without clock times. */
async function reportOf(folder: string): Promise<string> {
  const texts = await Promise.all(["html", "md"].map((kind) => readFile(join(folder, `report.${kind}`), "utf8")));
  return texts.map(withoutVarying).join("\n");
}

/** Runs the command, and kills it with all its children after a given time, if any. Returns whether it finished. */
function ablate(file: string, out: string, killAfterMs?: number): Promise<boolean> {
  const args = ["scripts/rewardgym.ts", "ablate", file, "--out", out, "--quiet"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"], detached: true });
  let errors = "";
  child.stderr.on("data", (data) => {
    errors += data;
  });
  const timer =
    killAfterMs === undefined
      ? undefined
      : setTimeout(() => process.kill(-(child.pid as number), "SIGKILL"), killAfterMs);
  return new Promise((resolve, reject) => {
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve(true);
      else if (signal === "SIGKILL") resolve(false);
      else reject(new Error(`ablate ended with ${code ?? signal}\n${errors}`));
    });
  });
}
