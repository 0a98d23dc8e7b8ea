import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { ofBudget } from "../budget.ts";
import { type Section, table } from "../report.ts";
import { cli, sets } from "./cli.ts";

const steps = ofBudget(131_072, 16_384);
const tasks = [
  ["dungeon/door-key-v1", { size: 8 }],
  ["dungeon/multi-room-v1", {}],
  ["dungeon/locked-room-v1", {}],
  ["dungeon/room-v1", { size: 15, variant: "ultimate" }],
  ["dungeon/score-v1", {}],
] as const;

interface Measured {
  readonly steps: number;
  /** Steps per second of whole training, by id: the median of the log's rows. */
  readonly rates: { readonly [id: string]: number };
}

/** Steps a second of whole training. */
export const pace: Section<Measured> = {
  name: "pace",
  title: "Steps a second of training",
  async measure() {
    const rates: { [id: string]: number } = {};
    for (const [id, env] of tasks) {
      const folder = join("runs", "dungeon-pace");
      await rm(folder, { recursive: true, force: true });
      const asked = ["--env", id, "--seed", "1", "--steps", String(steps), "--out", folder];
      await cli("train", ...asked, "--episodes", "0", "--quiet", ...sets("env.", env));
      const rows: { time: { stepsPerSecond: number } }[] = readFileSync(join(folder, "metrics.jsonl"), "utf8")
        .trim()
        .split("\n")
        .map((row) => JSON.parse(row));
      const sorted = rows.map(({ time }) => time.stepsPerSecond).sort((a, b) => a - b);
      rates[id] = sorted[Math.floor(sorted.length / 2)];
    }
    return { steps, rates };
  },
  tell: ({ steps, rates }) =>
    `Stepping, decisions, rewards and updates together: one run at a time with the presets, ${steps.toLocaleString("en")} steps, the median of the log's rows. All of them have a memory (GRU) that is trained through time. PufferLib publishes 9 to 31 k a thread for NetHack.\n\n${table(
      ["env", "k steps/s"],
      tasks.map(([id]) => [`\`${id}\``, `**${(rates[id] / 1000).toFixed(1)}**`]),
    )}`,
};
