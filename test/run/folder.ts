import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import {
  latestCheckpoint,
  type MetricsRow,
  readMetrics,
  readRun,
  runPaths,
  versionsHere,
} from "../../src/record/index.ts";

/** A folder that does not exist, in one that goes away with the test. */
export function freshFolder(): string {
  const parent = mkdtempSync(join(tmpdir(), "rewardgym-"));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  return join(parent, "run");
}

/** Everything of a run that does not depend on the clock. */
export async function contentOf(directory: string) {
  const paths = runPaths(directory);
  const { step, state } = await latestCheckpoint(await readRun(directory, versionsHere()));
  const rows = await readMetrics(paths.metrics);
  const { logs, ...rest } = state as { logs: unknown; counters: unknown; live: unknown };
  return {
    step,
    state: rest,
    rows: rows.map(withoutTime),
    policy: existsSync(paths.policy) && readFileSync(paths.policy),
  };
}

export const withoutTime = ({ steps, metrics }: MetricsRow) => ({ steps, metrics });
