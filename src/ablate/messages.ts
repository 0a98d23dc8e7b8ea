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
