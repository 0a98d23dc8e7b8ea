import { type ChildProcess, fork } from "node:child_process";
import { finished } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { connect, type Remote } from "../rpc/index.ts";
import type { Progress } from "../run/index.ts";
import type { RunJob } from "./job.ts";
import type { RunListener, RunServer } from "./messages.ts";
import type { RunResult } from "./result.ts";

/** Callbacks of whoever watches a job. */
export interface JobWatch {
  readonly signal: AbortSignal;
  onProgress?(progress: Progress): void;
  onNotice?(notice: string): void;
}

/** Processes that do runs, one for each job in progress. The caller closes it. */
export interface ProcessPool {
  /**
   * Does a job in its own process and returns the result, or nothing if the job only pauses. A process that dies fails
   * its own job only.
   * @throws the job's error, an error that says how the process ended, or the signal's reason
   */
  run(job: RunJob, watch: JobWatch): Promise<RunResult | undefined>;
  close(): Promise<void>;
}

interface Worker {
  readonly child: ChildProcess;
  readonly remote: Remote<RunServer>;
  /** Whoever watches its job. */
  watch: JobWatch | undefined;
  /** How the process ended, in a sentence with the end of its standard error. */
  readonly ended: Promise<string>;
}

/** Every process computes with one thread, so that there can be one process for each core. */
const fewThreads = { OMP_NUM_THREADS: "1", UV_THREADPOOL_SIZE: "2" };
const nodeFlags = ["--v8-pool-size=1"];
const keptOfSaid = 2000; // [characters]

/** @param script a module that calls `serveRuns` */
export function processPool(script: URL): ProcessPool {
  const idle: Worker[] = [];
  const all = new Set<Worker>();

  function start(): Worker {
    const child = fork(fileURLToPath(script), [], {
      env: { ...process.env, ...fewThreads },
      execArgv: nodeFlags,
      serialization: "advanced",
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    const listener: RunListener = {
      progress: (progress) => worker.watch?.onProgress?.(progress),
      notice: (notice) => worker.watch?.onNotice?.(notice),
    };
    const remote = connect<RunServer>(listener, {
      post: (message) => child.connected && child.send(message),
      listen: (hear) => child.on("message", hear),
    });
    const worker: Worker = { child, remote, watch: undefined, ended: endOf(child) };
    all.add(worker);
    worker.ended.then((how) => {
      all.delete(worker);
      remote.close(() => new Error(how));
    });
    return worker;
  }

  return {
    async run(job, watch) {
      watch.signal.throwIfAborted();
      let worker = idle.pop();
      while (worker && !worker.child.connected) worker = idle.pop();
      const chosen = worker ?? start();
      chosen.watch = watch;
      const stop = () => chosen.remote.tell("stop");
      watch.signal.addEventListener("abort", stop);
      try {
        return await chosen.remote.call("run", job);
      } catch (thrown) {
        watch.signal.throwIfAborted();
        throw thrown;
      } finally {
        watch.signal.removeEventListener("abort", stop);
        if (chosen.child.connected) idle.push(chosen);
      }
    },
    async close() {
      for (const { child } of all) if (child.connected) child.disconnect();
      await Promise.all([...all].map(({ ended }) => ended));
    },
  };
}

async function endOf(child: ChildProcess): Promise<string> {
  let said = "";
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-keptOfSaid);
  });
  const how = new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => resolve(signal ? `was killed by ${signal}` : `ended with code ${code}`));
    child.on("error", ({ message }) => resolve(`failed: ${message}`));
  });
  const [ending] = await Promise.all([how, finished(child.stderr!).catch(() => undefined)]);
  return `The process of the run ${ending}.${said && ` It said: ${said.trim()}`}`;
}
