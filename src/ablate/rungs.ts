import { readMetrics, runPaths } from "../record/index.ts";
import { type HalvingRule, stepsAt, survivors } from "./halving.ts";
import type { RunJob } from "./job.ts";
import { runFolder } from "./manifest.ts";
import { distinctRuns, type Plan, type PlannedRun } from "./plan.ts";
import { readResult } from "./result-file.ts";

export interface RungHost {
  /** The ablation's folder. */
  readonly directory: string;
  /** Does the jobs and waits for all of them. */
  work(jobs: readonly RunJob[]): Promise<void>;
  onNotice?(notice: string): void;
}

/** Trains rung by rung and finishes the runs that are dropped. Returns the runs that get the whole budget. */
export async function climb(plan: Plan, { eta, rungs }: HalvingRule, host: RungHost): Promise<PlannedRun[]> {
  const { directory, work, onNotice } = host;
  let alive = plan.variants.map(({ name }) => name);
  const runsOf = (variants: readonly string[]) => plan.runs.filter(({ variant }) => variants.includes(variant));
  for (const rung of rungs) {
    const jobs = (runs: readonly PlannedRun[], ending: RunJob["ending"]) =>
      distinctRuns({ runs }).map((run) => ({
        ...run,
        directory: runFolder(directory, run.identity),
        until: stepsAt(rung, run.spec.steps),
        ending,
      }));
    await work(jobs(runsOf(alive), "pause"));
    const scores = new Map<string, number[]>();
    for (const variant of alive)
      scores.set(variant, await Promise.all(jobs(runsOf([variant]), "pause").map((job) => scoreOf(job))));
    const best = survivors(scores, eta, "base");
    const going = new Set(runsOf(best).map(({ identity }) => identity));
    const halved = alive.filter((name) => !best.includes(name));
    if (halved.length)
      onNotice?.(`At ${Number((100 * rung).toPrecision(3))} % of the steps these go no further: ${halved.join(", ")}.`);
    await work(jobs(runsOf(halved), "halved").filter(({ identity }) => !going.has(identity)));
    alive = best;
  }
  return distinctRuns({ runs: runsOf(alive) });
}

/** Mean score of a run's last 100 training episodes at a rung; 0 if it failed or has finished no episode. */
async function scoreOf({ directory, until }: RunJob): Promise<number> {
  if ((await readResult(directory))?.status === "failed") return 0;
  const rows = await readMetrics(runPaths(directory).metrics);
  const row = rows.find(({ steps }) => steps >= until) ?? rows.at(-1); // a run that reached its target score stopped earlier
  return row?.metrics.meanScore ?? 0;
}
