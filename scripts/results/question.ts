import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Ablation, collect, type Question, readQuestion } from "../../src/ablate/index.ts";
import { writeReport } from "../../src/ablate/report/index.ts";
import { writeWhole } from "../../src/record/index.ts";
import { folder, ofBudget, share } from "./budget.ts";
import { run } from "./child.ts";

export interface Answered {
  readonly ablation: Ablation;
  /** The report's first sentences. */
  readonly answer: string;
}

/** Answers a ready-made question, reusing earlier runs, and writes its report beside the page. */
export async function answered(name: string, report = name): Promise<Answered> {
  const directory = share === 1 ? `ablations/${name}` : join(folder, "ablations", name);
  const file = share === 1 ? `scripts/questions/${name}.yaml` : await smallQuestion(name);
  await run(process.execPath, ["scripts/rewardgym.ts", "ablate", file, "--out", directory, "--quiet"]);
  const { ablation } = await collect(directory);
  await writeReport(ablation, folder, report);
  const told = readFileSync(join(folder, `${report}.md`), "utf8");
  const [, part = ""] = /## Answer\s+(.*?)\n\n[-!#]/s.exec(told) ?? [];
  return { ablation, answer: part.replaceAll("**", "").replaceAll(/\s+/g, " ") };
}

/** The same question with a share of its steps, seeds and episodes. */
async function smallQuestion(name: string): Promise<string> {
  const { base, envs, seeds, evaluation, ...question } = await readQuestion(`scripts/questions/${name}.yaml`);
  const fewer = <T extends { readonly steps?: number }>(run: T): T => ({
    ...run,
    ...(run.steps && { steps: ofBudget(run.steps, 4096) }),
  });
  const small: Question = {
    ...question,
    base: fewer(base),
    ...(envs && { envs: envs.map((env) => (typeof env === "string" ? env : fewer(env))) }),
    seeds: typeof seeds === "number" ? ofBudget(seeds, 2) : seeds.slice(0, 2),
    evaluation: { ...evaluation, episodes: ofBudget(evaluation?.episodes ?? 100, 2) },
  };
  const file = join(folder, "questions", `${name}.json`);
  await writeWhole(file, JSON.stringify(small));
  return file;
}
