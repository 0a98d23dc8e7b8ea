import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { canonical, fail, identityOf, type Json, type RunSpec } from "../core/index.ts";
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
import { passed } from "./cadence.ts";
import { type LoggedUpdate, logRow, type Pending } from "./log-rows.ts";

/** How far a run's logs were written [bytes], and the updates that are not in them yet. */
export interface LogsState {
  readonly metrics: number;
  readonly events: number;
  readonly pending?: Pending;
}

/** A run's `metrics.jsonl`, its TensorBoard events and, if asked for, its run on an MLflow server, written together. */
export interface RunLogs {
  /** Takes in an update with its number of env steps, and writes a row if one is due. */
  add(update: LoggedUpdate, taken: number): Promise<void>;
  save(): LogsState;
  /** Syncs everything so far to the disk. */
  sync(): Promise<void>;
  /**
   * Writes a last row of the updates that are not in one yet, and reports to the MLflow server how the run ended. A run
   * that closes without has failed. Whoever goes on from what was saved before cuts that row off and writes it in its time.
   */
  finish(status: MlflowStatus): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the files to go on where they were; what came later is cut off.
 * @param logSteps as in `CadenceOptions`
 */
export async function openLogs(
  { directory, paths }: RunFolder,
  state: LogsState,
  logSteps: number,
  tracker: MlflowRun | undefined,
): Promise<RunLogs> {
  const wallTime = () => Date.now() / 1000; // [s]; TensorBoard and MLflow show it, nothing follows from it
  if (tracker) await writeWhole(tagPath(directory), `${JSON.stringify({ runId: tracker.id })}\n`);
  const metricsLog = await openMetrics(paths.metrics, state.metrics);
  const events = await openEvents(paths.events, state.events, wallTime());
  const row = logRow(state.pending);
  async function write(): Promise<void> {
    const taken = row.take();
    if (!taken) return;
    await metricsLog.log(taken);
    const { steps, metrics, time } = taken;
    const scalars = { steps, metrics: { ...metrics, stepsPerSecond: time.stepsPerSecond }, wallTime: wallTime() };
    await events.log(scalars);
    tracker?.log(scalars);
  }
  return {
    async add(update, taken) {
      row.add(update);
      if (passed(logSteps, update.steps, taken)) await write();
    },
    save: () => ({ metrics: metricsLog.position, events: events.position, pending: row.save() }),
    async sync() {
      await metricsLog.sync();
      await events.sync();
    },
    async finish(status) {
      await write();
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
