import { machineLine, readMetrics, readRun, runPaths, versionsHere, writeExtremes } from "../record/index.ts";
import { evaluate, openTrained, withFilesOf } from "../run/index.ts";
import { curveOf, goldOf, meanTerms, trainingSeconds } from "./curve.ts";
import type { RunJob } from "./job.ts";
import type { EvaluatedEpisodes, RunResult } from "./result.ts";
import { writeResult } from "./result-file.ts";
import { type RunHost, trainOn } from "./train-on.ts";

/**
 * Does one run: training, evaluation, and writing the result into the run's folder. Finished training is not repeated.
 * A job that only pauses has no result.
 * @throws what training and evaluation throw, and the signal's reason when that is aborted
 */
export async function runOnce(job: RunJob, host: RunHost): Promise<RunResult | undefined> {
  const { directory, spec, identity, env, variant, ending } = job;
  const begun = performance.now();
  const before = await trainOn(job, host);
  if (ending === "pause") return undefined;
  const evaluations = await evaluateRun(job, host);
  const { description } = await readRun(directory, versionsHere());
  const rows = await readMetrics(runPaths(directory).metrics);
  const earlier = trainingSeconds(rows.filter(({ steps }) => steps <= before));
  const result: RunResult = {
    identity,
    env,
    variant,
    seed: spec.seed,
    spec,
    status: ending,
    evaluations,
    curve: curveOf(rows),
    gold: goldOf(rows),
    terms: meanTerms(rows),
    steps: rows.at(-1)?.steps ?? 0,
    time: {
      seconds: earlier + (performance.now() - begun) / 1000,
      machine: machineLine(),
      finished: new Date().toISOString(),
    },
    versions: description.versions,
  };
  await writeResult(directory, result);
  return result;
}

/** Episodes on the unchanged env and in every held-out setting, of each of which the best, median and worst are kept. */
async function evaluateRun(
  { directory, spec, evaluation: { episodes, sampled, reward, heldOut } }: RunJob,
  { registries, signal }: RunHost,
): Promise<RunResult["evaluations"]> {
  const evaluations: { [set: string]: EvaluatedEpisodes } = {};
  for (const [set, params] of Object.entries({ plain: {}, ...heldOut })) {
    const { policy, learned, steps } = await openTrained(directory, registries);
    try {
      const { episodes: lived, records } = await evaluate({
        spec: { ...spec, env: { ...spec.env, params: { ...spec.env.params, ...params } }, reward },
        registries: withFilesOf(directory, registries),
        policy,
        learned,
        episodes,
        record: episodes,
        sampled,
        seed: spec.seed,
        signal,
      });
      await writeExtremes(runPaths(directory).episodes, `${steps}-${spec.seed}${suffixOf(set)}`, records);
      evaluations[set] = {
        returns: lived.map((episode) => episode.return),
        scores: lived.map(({ score }) => score),
        steps: lived.map(({ steps }) => steps),
        yardsticks: byName(lived.map(({ yardsticks }) => yardsticks)),
        watched: byName(lived.map(({ watched }) => watched)),
      };
    } finally {
      await policy.close?.();
    }
  }
  return evaluations;
}

/** The plain setting needs no name; those of others may hold what a file's name must not. */
const suffixOf = (set: string) => (set === "plain" ? "" : `-${set.replaceAll(/[^\w.-]/g, "_")}`);

/** What every episode has by name, as one list a name. */
const byName = (values: readonly { readonly [name: string]: number }[]): { [name: string]: readonly number[] } =>
  Object.fromEntries(Object.keys(values[0]).map((name) => [name, values.map((value) => value[name])]));
