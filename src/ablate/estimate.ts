import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunSpec } from "../core/index.ts";
import { evaluate, openTrained, type Registries, train, withFilesOf } from "../run/index.ts";
import { runFolder } from "./manifest.ts";
import { distinctRuns, type Plan, type PlannedRun } from "./plan.ts";
import { readResult } from "./result-file.ts";

const burst = 1.5; // training time after which the speed is known well enough [s]

/** The rest of a plan, and how long it will probably take. */
export interface Estimate {
  readonly runs: number;
  /** Runs that are on disk already. */
  readonly kept: number;
  readonly steps: number;
  /** Computing time in a single process [s]. */
  readonly seconds: number;
}

/**
 * Estimates how long the runs of a plan will take: from runs of the same env and variant on disk, or else from a short
 * training and evaluation on that env. The time that halving saves is not subtracted.
 */
export async function estimate(plan: Plan, directory: string, registries: Registries): Promise<Estimate> {
  const runs = distinctRuns(plan);
  const results = await Promise.all(
    runs.map((run) => readResult(runFolder(directory, run.identity)).catch(() => undefined)), // a damaged result is computed again
  );
  const done = new Map<string, number[]>(); // time per step [s], by env and variant
  for (const [i, run] of runs.entries()) {
    const result = results[i];
    if (result?.status !== "done") continue;
    const place = placeOf(run);
    const times = done.get(place) ?? [];
    times.push(result.time.seconds / result.steps);
    done.set(place, times);
  }
  const measured = new Map<string, Pace>(); // by env
  let [steps, seconds, kept] = [0, 0, 0];
  for (const [i, run] of runs.entries()) {
    if (results[i]) {
      kept++;
      continue;
    }
    const { env, spec } = run;
    const like = done.get(placeOf(run)) ?? [];
    steps += spec.steps;
    if (like.length > 0) seconds += (spec.steps * like.reduce((sum, value) => sum + value, 0)) / like.length;
    else {
      if (!measured.has(env)) measured.set(env, await measurePace(run, registries));
      const { around, step } = measured.get(env)!;
      seconds += around + step * spec.steps;
    }
  }
  return { runs: runs.length, kept, steps, seconds };
}

const placeOf = ({ env, variant }: PlannedRun): string => JSON.stringify([env, variant]);

interface Pace {
  /** The part of a run's time that does not grow with its steps: opening, first update and evaluation [s]. */
  readonly around: number;
  /** Time per step [s]. */
  readonly step: number;
}

/** Measures the speed of a run by doing a small part of it. */
async function measurePace({ spec, evaluation }: PlannedRun, registries: Registries): Promise<Pace> {
  const parent = await mkdtemp(join(tmpdir(), "rewardgym-"));
  const directory = join(parent, "run");
  try {
    const begun = performance.now();
    const passed: { seconds: number; steps: number }[] = []; // at the end of every update
    await train({
      spec,
      registries,
      directory,
      stopWhen({ steps }) {
        passed.push({ seconds: (performance.now() - begun) / 1000, steps });
        return passed.at(-1)!.seconds - passed[0].seconds >= burst;
      },
    });
    const [first, last] = [passed[0], passed.at(-1)!];
    const warm = passed.find(({ seconds }) => seconds - first.seconds >= burst / 2) ?? first; // early updates are slower
    const sets = 1 + Object.keys(evaluation.heldOut).length;
    const evaluated = sets * (await secondsOfEvaluation(directory, spec, evaluation.episodes, registries));
    return {
      around: first.seconds + evaluated,
      step: last.steps > warm.steps ? (last.seconds - warm.seconds) / (last.steps - warm.steps) : 0,
    };
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}

async function secondsOfEvaluation(directory: string, spec: RunSpec, episodes: number, registries: Registries) {
  const { policy } = await openTrained(directory, registries);
  const begun = performance.now();
  try {
    await evaluate({ spec, registries: withFilesOf(directory, registries), policy, episodes, seed: spec.seed });
    return (performance.now() - begun) / 1000;
  } finally {
    await policy.close?.();
  }
}
