import { join } from "node:path";
import { canonical, type Device, digest, type Policy, type RunSpec } from "../src/core/index.ts";
import {
  beginEpisode,
  type EpisodeRecord,
  type GrowingEpisode,
  runPaths,
  withRoundedFeatures,
  writeEpisode,
  writeExtremes,
} from "../src/record/index.ts";
import {
  type Estimate,
  type EvaluateOptions,
  type Evaluation,
  evaluate,
  type Group,
  openTrained,
  withFilesOf,
} from "../src/run/index.ts";
import { columns } from "./columns.ts";
import { digits } from "./numbers.ts";
import { registries } from "./registries.ts";
import type { Place } from "./remote.ts";

export interface EvaluationRequest {
  readonly episodes: number;
  readonly seed: number;
  readonly worlds?: number;
  /** Whether actions are drawn instead of the likeliest taken. */
  readonly sampled?: boolean;
  readonly threads?: number;
  /** Device of the agent; by default the one it was trained on. */
  readonly device?: Device;
  /** The feature that episodes are grouped by. */
  readonly by?: string;
  /** The number of episodes to record; or of the first ones of all worlds the best, the median and the worst. */
  readonly record: number | "extremes";
  /** Whether to record observations whole, which agents need that learn from them. */
  readonly recordObservations?: boolean;
  /** Whether to record features [true]; a replay measures them again. */
  readonly recordFeatures?: FeatureForm;
  /** Folder for what is recorded; that of the run unless given. */
  readonly out?: string;
  readonly signal: AbortSignal;
  /** Where the worlds live. */
  readonly place?: Place;
}

/** An evaluation and the files that it wrote. */
export interface RecordedEvaluation extends Evaluation {
  readonly files: readonly string[];
}

/** Evaluates the newest checkpoint of a run and records into the run's folder. */
export async function evaluateFolder(
  directory: string,
  request: EvaluationRequest,
  specOf: (recorded: RunSpec) => RunSpec | Promise<RunSpec> = (recorded) => recorded,
): Promise<RecordedEvaluation> {
  const known = withFilesOf(directory, request.place?.registries ?? registries);
  const { spec, policy, learned, steps, notices } = await openTrained(directory, known, request.device);
  for (const notice of notices) console.error(notice);
  try {
    const evaluated = await specOf(spec);
    const other = await otherTask(evaluated, spec);
    const folder = request.out ?? runPaths(directory).episodes;
    const name = `${steps}-${request.seed}`;
    const fileOf = ({ world }: EpisodeRecord) => join(folder, `${name}-${world}${other}.episode`);
    const asked = { ...request, learned, registries: known };
    if (request.record === "extremes") {
      const evaluation = await evaluatePolicy(evaluated, policy, asked);
      return { ...evaluation, files: await writeExtremes(folder, `${name}${other}`, evaluation.records) };
    }
    return await evaluateGrowing(evaluated, policy, asked, fileOf);
  } finally {
    await policy.close?.();
  }
}

/** Evaluates an agent that was not trained; what is recorded goes to the folder that is asked for. */
export async function evaluateUntrained(
  spec: RunSpec,
  policy: Policy,
  request: EvaluationRequest,
): Promise<RecordedEvaluation> {
  const { env, agent } = spec;
  const fileOf = ({ world }: EpisodeRecord) =>
    join(request.out ?? ".", `${lastName(agent.id)}-${lastName(env.id)}-${request.seed}-${world}.episode`);
  return evaluateGrowing(spec, policy, request, fileOf);
}

/** `scripted` of `baseline/scripted-v1` */
export const lastName = (id: string) => id.slice(id.lastIndexOf("/") + 1).replace(/-v\d+$/, "");

/** How features are kept in a file. */
export const featureForms = ["exact", "rounded", "none"] as const;
export type FeatureForm = (typeof featureForms)[number];
const kept: { readonly [how in FeatureForm]: (record: EpisodeRecord) => EpisodeRecord } = {
  exact: (record) => record,
  rounded: withRoundedFeatures,
  none: (record) => ({ ...record, features: {} }),
};

async function writeAll(
  files: readonly string[],
  { records }: Evaluation,
  { recordFeatures = "exact" }: EvaluationRequest,
): Promise<void> {
  for (const [i, file] of files.entries()) await writeEpisode(file, kept[recordFeatures](records[i]));
}

/** A suffix for the names of episodes recorded with another env or reward than the run's own, to keep them apart. */
async function otherTask({ env, reward }: RunSpec, own: RunSpec): Promise<string> {
  const task = canonical({ env, reward });
  return task === canonical({ env: own.env, reward: own.reward }) ? "" : `-${(await digest(task)).slice(0, 8)}`;
}

/** Evaluates and writes what is recorded. Long episodes are written while they are lived, to be looked at. */
async function evaluateGrowing(
  spec: RunSpec,
  policy: Policy,
  request: Parameters<typeof evaluatePolicy>[2],
  fileOf: (record: EpisodeRecord) => string,
): Promise<RecordedEvaluation> {
  const begun = new Map<string, GrowingEpisode>();
  const onLiving = async (record: EpisodeRecord) => {
    const file = fileOf(record);
    const growing = begun.get(file) ?? (await beginEpisode(file));
    begun.set(file, growing);
    await growing.grow(kept[request.recordFeatures ?? "exact"](record));
  };
  let isWhole = false;
  try {
    const evaluation = await evaluatePolicy(spec, policy, request, onLiving);
    const files = evaluation.records.map(fileOf);
    await writeAll(files, evaluation, request);
    isWhole = true;
    return { ...evaluation, files };
  } finally {
    for (const growing of begun.values()) await growing.close(isWhole);
  }
}

export const evaluatePolicy = (
  spec: RunSpec,
  policy: Policy,
  {
    place,
    record,
    ...request
  }: EvaluationRequest & Pick<EvaluateOptions, "learned"> & Partial<Pick<EvaluateOptions, "registries">>,
  onLiving?: EvaluateOptions["onLiving"],
): Promise<Evaluation> =>
  evaluate({
    spec,
    registries: place?.registries ?? registries,
    open: place?.open,
    policy,
    onNotice: (notice) => console.error(notice),
    onLiving,
    ...request,
    record: record === "extremes" ? request.episodes : record,
  });

/** How groups of episodes differ. */
export function describeGroups(by: string, groups: readonly Group[]): string {
  const [first] = groups;
  const watched = Object.keys(first.summary.watched);
  const told = ({ mean, low, high }: Estimate) =>
    low === undefined || high === undefined ? digits(mean) : `${digits(mean)} (${digits(low)} to ${digits(high)})`;
  return columns([
    [by, "episodes", "score", "return", ...watched.map((name) => `watch/${name}`), "steps"],
    ...groups.map(({ lowest, highest, summary }) => [
      lowest === highest ? digits(lowest) : `${digits(lowest)} to ${digits(highest)}`,
      String(summary.episodes),
      told(summary.score),
      told(summary.return),
      ...watched.map((name) => told(summary.watched[name])),
      told(summary.steps),
    ]),
  ]);
}

/** The means of an evaluation with their intervals. */
export function describeEvaluation({ summary }: Pick<Evaluation, "summary">): string {
  const { episodes } = summary;
  const row = (name: string, { mean, standardError, low, high }: Estimate) => {
    if (standardError === undefined) return [name, digits(mean)];
    const interval =
      low === undefined || high === undefined ? `all ${episodes} equal` : `${digits(low)} to ${digits(high)}`;
    return [name, digits(mean), `+- ${digits(standardError)}`, interval];
  };
  const head =
    episodes === 1 ? ["1 episode", "value"] : [`${episodes} episodes`, "mean", "standard error", "95 % interval"];
  return columns([
    head,
    row("score", summary.score),
    ...Object.entries(summary.yardsticks).map(([name, value]) => row(name, value)),
    ...(summary.achievements ? [row("achievements [%]", summary.achievements)] : []),
    row("return", summary.return),
    ...Object.entries(summary.watched).map(([name, value]) => row(`watch/${name}`, value)),
    row("steps", summary.steps),
  ]);
}
