import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collect } from "../../../src/ablate/index.ts";
import { run } from "../child.ts";
import { type Section, table } from "../report.ts";

const question = {
  question: "How long does it take?",
  base: { env: "classic/acrobot-v1", steps: 1_000_000 },
  seeds: 8,
  evaluation: { episodes: 20 },
};

interface Measured {
  /** Wall time of the whole command by the number of parallel runs [s]. */
  readonly walls: readonly [number, number];
  /** Sum of the runs' own times without parallel runs [s]. */
  readonly runs: number;
}

/** One and two runs at a time, and the overhead of the runner. */
export const scaling: Section<Measured> = {
  name: "scaling",
  title: "Two processes, and the runner's own time",
  async measure() {
    const parent = await mkdtemp(join(tmpdir(), "scaling-"));
    const file = join(parent, "question.json");
    await writeFile(file, JSON.stringify(question));
    const wall = async (jobs: number) => {
      const args = ["ablate", file, "--out", join(parent, String(jobs)), "--jobs", String(jobs), "--quiet"];
      return (await run(process.execPath, ["scripts/rewardgym.ts", ...args])).seconds;
    };
    const walls = [await wall(1), await wall(2)] as const;
    const { ablation } = await collect(join(parent, "1"));
    await rm(parent, { recursive: true });
    return { walls, runs: ablation.runs.reduce((sum, { time }) => sum + time.seconds, 0) };
  },
  tell: ({ walls: [one, two], runs }) =>
    `Eight runs of 1 M steps of acrobot, the whole command from the start of its process to the written report. Most of the runner's own time is start and report, which do not grow with the runs: of shorter ones it is a larger share.\n\n${table(
      ["", "measured", "demanded"],
      [
        ["one run at once", `${one.toFixed(1)} s`, ""],
        ["two at once", `${two.toFixed(1)} s`, ""],
        ["ratio", `**${(one / two).toFixed(2)}x**`, "at least 1.8x"],
        [
          "the runner's own time, start and report included",
          `**${((100 * (one - runs)) / runs).toFixed(1)} %** (${(one - runs).toFixed(1)} s)`,
          "under 2 %",
        ],
      ],
    )}`,
};
