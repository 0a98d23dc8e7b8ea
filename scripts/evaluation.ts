import { join } from "node:path";
import type { Policy, RunSpec } from "../src/core/index.ts";
import { runPaths, writeEpisode } from "../src/record/index.ts";
import { type Estimate, type EvaluateOptions, type Evaluation, evaluate, openTrained } from "../src/run/index.ts";
import { columns } from "./columns.ts";
import { digits } from "./numbers.ts";
import { registries } from "./registries.ts";
import type { Place } from "./remote.ts";

export interface EvaluationRequest {
  readonly episodes: number;
  readonly seed: number;
  readonly worlds?: number;
  readonly threads?: number;
  /** How many episodes to record. */
  readonly record: number;
  readonly signal: AbortSignal;
  /** Where the worlds live. */
  readonly place?: Place;
}

/** An evaluation and the files that it left. */
export interface RecordedEvaluation extends Evaluation {
  readonly files: readonly string[];
}

/** Evaluates the newest checkpoint of a run and records into the run's folder. */
export async function evaluateFolder(
  directory: string,
  request: EvaluationRequest,
  specOf: (recorded: RunSpec) => RunSpec | Promise<RunSpec> = (recorded) => recorded,
): Promise<RecordedEvaluation> {
  const { spec, policy, learned, steps, notices } = await openTrained(
    directory,
    request.place?.registries ?? registries,
  );
  for (const notice of notices) console.error(notice);
  try {
    const evaluation = await evaluatePolicy(await specOf(spec), policy, { ...request, learned });
    const files = evaluation.records.map(({ world }) =>
      join(runPaths(directory).episodes, `${steps}-${request.seed}-${world}.episode`),
    );
    for (const [i, file] of files.entries()) await writeEpisode(file, evaluation.records[i]);
    return { ...evaluation, files };
  } finally {
    await policy.close?.();
  }
}

export const evaluatePolicy = (
  spec: RunSpec,
  policy: Policy,
  { place, ...request }: EvaluationRequest & Pick<EvaluateOptions, "learned">,
): Promise<Evaluation> =>
  evaluate({
    spec,
    registries: place?.registries ?? registries,
    open: place?.open,
    policy,
    onNotice: (notice) => console.error(notice),
    ...request,
  });

/** The means of an evaluation with how sure one may be of them. */
export function describeEvaluation({ summary }: Evaluation): string {
  const row = (name: string, { mean, standardError, low, high }: Estimate) => [
    name,
    digits(mean),
    `+- ${digits(standardError)}`,
    `95 %: ${digits(low)} to ${digits(high)}`,
  ];
  return columns([
    [`${summary.episodes} episodes`, "mean", "standard error", "interval"],
    row("score", summary.score),
    row("return", summary.return),
    row("steps", summary.steps),
  ]);
}
