import { readFileSync } from "node:fs";
import { type Ablation, collect } from "../../src/ablate/index.ts";
import { writeReport } from "../../src/ablate/report/index.ts";
import { run } from "./child.ts";

export interface Answered {
  readonly ablation: Ablation;
  /** The report's first sentences. */
  readonly answer: string;
}

/** Answers a ready-made question, keeping what was run before, and puts its report into docs/results. */
export async function answered(name: string): Promise<Answered> {
  const directory = `ablations/${name}`;
  const file = `scripts/questions/${name}.yaml`;
  await run(process.execPath, ["scripts/rewardgym.ts", "ablate", file, "--out", directory, "--quiet"]);
  const { ablation } = await collect(directory);
  await writeReport(ablation, "docs/results", name);
  const told = readFileSync(`docs/results/${name}.md`, "utf8");
  const [, part = ""] = /## Answer\s+(.*?)\n\n[-!#]/s.exec(told) ?? [];
  return { ablation, answer: part.replaceAll("**", "").replaceAll(/\s+/g, " ") };
}
