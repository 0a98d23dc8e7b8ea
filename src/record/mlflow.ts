import { fail, type Metrics } from "../core/index.ts";
import { fields, text } from "./form.ts";
import { complaintAbout, demand, type MlflowAnswer, type MlflowApi, mlflowApi, read } from "./mlflow-api.ts";
import type { ScalarsRow } from "./tensorboard.ts";

/** Limits of an MLflow server: entries in a request, characters in a name, bytes in a param's value (MLflow 3). */
const limits = { metrics: 1000, params: 100, tags: 100, name: 250, value: 6000 } as const;
/** The most metrics that wait to be sent; further ones are dropped. */
const mostWaiting = 100_000;
/** Pause between a batch and the next one, and before the retry of a failed batch [ms]. */
const pace = { next: 1000, again: 10_000 } as const;

/** How a run can end, in MLflow's words. */
export type MlflowStatus = "FINISHED" | "FAILED" | "KILLED";

export interface MlflowOptions {
  /** `http` or `https`, without credentials: those come from `MLFLOW_TRACKING_*` in the environment. */
  readonly url: string;
  /** Created if it does not exist. */
  readonly experiment: string;
  readonly runName: string;
  readonly params: { readonly [name: string]: string };
  readonly tags: { readonly [name: string]: string };
  /** An existing run to continue; it keeps its experiment, name, params and tags. */
  readonly runId?: string;
  /** Longest wait for an answer, and for the whole of `close` [s]; default 10. */
  readonly patience?: number;
  /** Called once, at the server's first failure. */
  onNotice?(notice: string): void;
}

/** A run on an MLflow server. */
export interface MlflowRun {
  readonly id: string;
  /** Sent later, in the background. */
  log(row: ScalarsRow): void;
  /**
   * Sends the waiting metrics, within `patience`, and sets the run's final status. Without a status the run never began:
   * a new one is deleted, an existing one is marked as failed. May be called twice.
   */
  close(status?: MlflowStatus): Promise<void>;
}

/**
 * Begins a run on an MLflow tracking server, or continues one. Later failures throw nothing: the first one is reported,
 * and the server is tried again now and then.
 * @throws `tracker/unreachable`
 */
export async function openMlflow(options: MlflowOptions): Promise<MlflowRun> {
  const { runId, onNotice, patience = 10 } = options;
  const api = mlflowApi(options.url, patience * 1000);
  const id = runId === undefined ? await beginRun(api, options) : await goOnWith(api, runId);
  const waiting: Metric[] = [];
  let isNoted = false;
  let sending: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closing: Promise<void> | undefined;

  const note = (answer: Pick<MlflowAnswer, "words">) => {
    if (isNoted) return;
    isNoted = true;
    const { message } = complaintAbout(answer);
    onNotice?.(`${message} Training goes on; what the server misses is in the run's own metrics.`);
  };
  /** Sends one batch; returns false if it must be retried. */
  const sendBatch = async (signal?: AbortSignal): Promise<boolean> => {
    const metrics = waiting.slice(0, limits.metrics);
    const answer = await api.post("runs/log-batch", { run_id: id, metrics }, signal);
    if (!answer.isFine) note(answer);
    if (answer.isFine || answer.isRefusal) waiting.splice(0, metrics.length);
    return answer.isFine || answer.isRefusal;
  };
  const send = () => {
    timer = undefined;
    if (waiting.length === 0 || closing) return;
    sending = sendBatch().then((isDone) => {
      sending = undefined;
      if (!closing) timer = setTimeout(send, isDone ? pace.next : pace.again).unref();
    });
  };
  const end = async (status: MlflowStatus | undefined) => {
    clearTimeout(timer);
    const deadline = AbortSignal.timeout(patience * 1000);
    await sending;
    while (waiting.length > 0 && (await sendBatch(deadline)));
    const answer =
      status === undefined && runId === undefined
        ? await api.post("runs/delete", { run_id: id }, deadline)
        : await api.post("runs/update", { run_id: id, status: status ?? "FAILED", end_time: Date.now() }, deadline);
    if (!answer.isFine) note(answer);
  };
  return {
    id,
    log({ steps, metrics, wallTime }) {
      const row = metricsOf(steps, metrics, wallTime);
      if (waiting.length + row.length <= mostWaiting) waiting.push(...row);
      else note({ words: `${waiting.length} metrics that still wait for ${options.url}` });
      if (!sending && !timer) send();
    },
    close(status) {
      closing ??= end(status);
      return closing;
    },
  };
}

interface Metric {
  readonly key: string;
  readonly value: number;
  readonly step: number;
  /** [ms since 1970] */
  readonly timestamp: number;
}

function metricsOf(step: number, metrics: Metrics, wallTime: number): Metric[] {
  const timestamp = Math.round(wallTime * 1000);
  return Object.entries(metrics).map(([name, value]) => ({ key: nameOf(name), value, step, timestamp }));
}

/** A name that MLflow accepts: letters, digits and `_ - . / space`, without parts that a path would drop. */
const nameOf = (name: string) =>
  name
    .slice(0, limits.name)
    .replaceAll(/[^\w\-./ ]/g, "_")
    .replaceAll(/(?<=^|\/)\.{0,2}(?=\/|$)/g, "_");

/** The beginning of a text that fits, in whole characters. */
function cutToFit(value: string): string {
  const bytes = new Uint8Array(limits.value);
  return new TextDecoder().decode(bytes.subarray(0, new TextEncoder().encodeInto(value, bytes).written));
}

const entriesOf = (texts: { readonly [name: string]: string }) =>
  Object.entries(texts).map(([name, value]) => ({ key: nameOf(name), value: cutToFit(value) }));

const foundExperiment = fields({ experiment: fields({ experiment_id: text, lifecycle_stage: text }) });
const madeExperiment = fields({ experiment_id: text });
const madeRun = fields({ run: fields({ info: fields({ run_id: text }) }) });

async function beginRun(api: MlflowApi, { experiment, runName, params, tags }: MlflowOptions): Promise<string> {
  const experiment_id = await experimentOf(api, experiment);
  const [first, ...others] = batches(entriesOf(tags), limits.tags);
  const begun = { experiment_id, run_name: runName, start_time: Date.now(), tags: first ?? [] };
  const run_id = read(await api.post("runs/create", begun), madeRun).run.info.run_id;
  const more = [
    ...others.map((tags) => ({ tags })),
    ...batches(entriesOf(params), limits.params).map((params) => ({ params })),
  ];
  for (const batch of more) {
    const answer = await api.post("runs/log-batch", { run_id, ...batch });
    if (!answer.isFine) await api.post("runs/delete", { run_id });
    demand(answer);
  }
  return run_id;
}

async function goOnWith(api: MlflowApi, run_id: string): Promise<string> {
  const answer = await api.post("runs/update", { run_id, status: "RUNNING" });
  if (answer.isRefusal)
    throw complaintAbout(
      answer,
      "Is it the server that the run began on? Without its mlflow.json it starts a new run there.",
    );
  demand(answer);
  return run_id;
}

/** The id of an experiment, which another process may be creating at the same time. */
async function experimentOf(api: MlflowApi, name: string): Promise<string> {
  const find = () => api.get("experiments/get-by-name", { experiment_name: name });
  let found = await find();
  if (found.code === "RESOURCE_DOES_NOT_EXIST") {
    const made = await api.post("experiments/create", { name });
    if (made.code !== "RESOURCE_ALREADY_EXISTS") return read(made, madeExperiment).experiment_id;
    found = await find();
  }
  const { experiment_id, lifecycle_stage } = read(found, foundExperiment).experiment;
  if (lifecycle_stage === "deleted")
    fail("tracker/unreachable", {
      given: `the MLflow experiment ${JSON.stringify(name)}, which was deleted`,
      expected: "an experiment that exists",
      fix: "Restore it, or choose another --mlflow-experiment.",
    });
  return experiment_id;
}

function batches<T>(entries: readonly T[], most: number): T[][] {
  return Array.from({ length: Math.ceil(entries.length / most) }, (_, i) => entries.slice(i * most, (i + 1) * most));
}
