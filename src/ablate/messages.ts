import type { Channel, Message } from "../rpc/index.ts";
import type { Progress } from "../run/index.ts";
import type { RunJob } from "./job.ts";
import type { RunResult } from "./result.ts";

/** What a worker serves to the runner. */
export interface RunServer {
  /** Does one job at a time. @throws what the job throws; anything once it was stopped */
  run(job: RunJob): Promise<RunResult | undefined>;
  stop(): void;
}

/** What the runner hears from a worker. */
export interface RunListener {
  progress(progress: Progress): void;
  notice(notice: string): void;
}

/** One end of the channel between a process and one that it forked. */
interface ProcessEnd {
  readonly connected: boolean;
  send?(message: Message): boolean;
  on(event: "message", hear: (message: Message) => void): unknown;
}

/** A channel to another process. Messages to one that is gone are dropped. */
export const processChannel = (end: ProcessEnd): Channel => ({
  post: (message) => void (end.connected && end.send?.(message)),
  listen: (hear) => void end.on("message", hear),
});
