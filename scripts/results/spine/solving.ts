import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bootstrapInterval, medianOf } from "../../../src/ablate/statistics/index.ts";
import { run } from "../child.ts";
import { type Section, table } from "../report.ts";

const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** Wall time of `npm start`'s program until cart-pole is solved, from the start of the process to its exit. */
export const solving: Section<{ readonly seconds: readonly number[] }> = {
  name: "solving",
  title: "Seconds from process start to a solved cart-pole",
  async measure() {
    const folder = await mkdtemp(join(tmpdir(), "solving-"));
    const seconds: number[] = [];
    for (const seed of seeds) {
      const finished = await run(process.execPath, [
        "scripts/rewardgym.ts",
        "start",
        "--seed",
        String(seed),
        "--out",
        join(folder, String(seed)),
        "--quiet",
      ]);
      if (!finished.output.includes("Solved")) throw new Error(`seed ${seed} did not solve it:\n${finished.output}`);
      seconds.push(finished.seconds);
    }
    await rm(folder, { recursive: true });
    return { seconds };
  },
  tell: ({ seconds }) => {
    const { value, low, high } = bootstrapInterval([seconds], ([drawn]) => medianOf(drawn), { seed: 0 });
    return `\`rewardgym start\`, whole processes one after another, seeds ${seeds[0]} to ${seeds.at(-1)}: start, training, evaluations until the mean return of 100 greedy episodes is at least 475, checkpoint, policy and episodes written, exit.\n\n${table(
      ["", "seconds", "at most"],
      [
        ["median (95 % bootstrap interval)", `**${value.toFixed(1)}** (${low.toFixed(1)} to ${high.toFixed(1)})`, 6],
        ["worst", `**${Math.max(...seconds).toFixed(1)}**`, 15],
        ["best", Math.min(...seconds).toFixed(1), ""],
      ],
    )}`;
  },
};
