import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { canonical, fail, identityOf, type Json, type Metrics, type RunSpec } from "../core/index.ts";
import { fields, text } from "../record/form.ts";
import {
  type MlflowRun,
  type MlflowStatus,
  openEvents,
  openMetrics,
  openMlflow,
  type RunFolder,
  readWhole,
  versionsHere,
  writeWhole,
} from "../record/index.ts";
import type { LogPositions } from "./saved.ts";

/** A run's `metrics.jsonl`, its TensorBoard events and, if asked for, its run on an MLflow server, written together. */
export interface RunLogs {
  readonly positions: LogPositions;
  log(steps: number, metrics: Metrics, time: Metrics): Promise<void>;
  /** Syncs everything so far to the disk. */
  sync(): Promise<void>;
  /** Reports to the MLflow server how the run ended; a run that closes without this has failed. */
  finish(status: MlflowStatus): Promise<void>;
  close(): Promise<void>;
}

/** Opens the files to continue at given positions; anything after these is cut off. */
export async function openLogs(
  { directory, paths }: RunFolder,
  positions: LogPositions,
  tracker: MlflowRun | undefined,
): Promise<RunLogs> {
  const wallTime = () => Date.now() / 1000; // [s]; TensorBoard and MLflow show it, nothing follows from it
  if (tracker) await writeWhole(tagPath(directory), `${JSON.stringify({ runId: tracker.id })}\n`);
  const metricsLog = await openMetrics(paths.metrics, positions.metrics);
  const events = await openEvents(paths.events, positions.events, wallTime());
  return {
    get positions() {
      return { metrics: metricsLog.position, events: events.position };
    },
    async log(steps, metrics, time) {
      await metricsLog.log({ steps, metrics, time });
      const { stepsPerSecond } = time;
      const row = { steps, metrics: { ...metrics, stepsPerSecond }, wallTime: wallTime() };
      await events.log(row);
      tracker?.log(row);
    },
    async sync() {
      await metricsLog.sync();
      await events.sync();
    },
    async finish(status) {
      await tracker?.close(status);
    },
    async close() {
      await metricsLog.close();
      await events.close();
      await tracker?.close("FAILED");
    },
  };
}

/** Where MLflow runs are, and in which of its experiments: `rewardgym` unless given. */
export interface MlflowServer {
  readonly url: string;
  readonly experiment?: string;
}

/**
 * Opens a run's counterpart on an MLflow server.
 * @param runId of the one that it had before
 * @throws `tracker/unreachable`
 */
export async function openTracker(
  { directory, spec, mlflow, onNotice }: TrackedRun,
  runId?: string,
): Promise<MlflowRun | undefined> {
  if (!mlflow) return undefined;
  return openMlflow({
    url: mlflow.url,
    experiment: mlflow.experiment ?? "rewardgym",
    runName: basename(resolve(directory)),
    params: paramsOf(spec),
    tags: { "rewardgym.identity": await identityOf(spec), "rewardgym.version": versionsHere().rewardgym },
    runId,
    onNotice,
  });
}

interface TrackedRun {
  readonly directory: string;
  readonly spec: RunSpec;
  readonly mlflow?: MlflowServer;
  onNotice?(notice: string): void;
}

/** The id of a run's MLflow run, read from its folder. @throws `file/corrupt`, `file/unusable` */
export async function trackedBefore(directory: string): Promise<string | undefined> {
  const path = tagPath(directory);
  if (!existsSync(path)) return undefined;
  const bytes = await readWhole(path, "the id of an MLflow run");
  try {
    const tag: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (fields({ runId: text }).is(tag)) return tag.runId;
  } catch {} // no JSON, and so no id
  return fail("file/corrupt", { given: `${path} without a runId`, expected: "the id of an MLflow run" });
}

const tagPath = (directory: string) => join(directory, "mlflow.json");

function paramsOf({ env, reward, agent, ...numbers }: RunSpec): { readonly [name: string]: string } {
  const named = { env: env.id, reward, agent: agent.id, ...numbers };
  const under = (part: string, params: { readonly [name: string]: Json }) =>
    Object.entries(params).map(([name, value]) => [`${part}.${name}`, value]);
  const entries = [...Object.entries(named), ...under("env", env.params), ...under("agent", agent.params)];
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === "string" ? value : canonical(value)]),
  );
}
