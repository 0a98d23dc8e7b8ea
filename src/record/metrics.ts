import { assert, fail, type Metrics } from "../core/index.ts";
import { readWhole } from "./atomic.ts";
import { count, number, readForm, recordOf } from "./form.ts";
import { type LogFile, openLog } from "./log-file.ts";

/** A run's metrics after `steps` env steps. Clock times are kept apart in `time`: without it equal runs give equal rows. */
export interface MetricsRow {
  readonly steps: number;
  readonly metrics: Metrics;
  readonly time: Metrics;
}

/**
 * Opens a run's `metrics.jsonl` to continue at a position, 0 to begin. One JSON object per line: `{steps, ...metrics,
 * time}`.
 * @throws `file/corrupt`, `file/full`, `file/unusable`
 */
export const openMetrics = (path: string, position: number): Promise<LogFile<MetricsRow>> =>
  openLog(path, position, { bytesOf: (row) => new TextEncoder().encode(lineOf(row)) });

function lineOf({ steps, metrics, time }: MetricsRow): string {
  assert(!("steps" in metrics || "time" in metrics), "no metric is named steps or time");
  for (const [name, value] of [...Object.entries(metrics), ...Object.entries(time)])
    assert(Number.isFinite(value), `metric ${name} is finite`);
  return `${JSON.stringify({ steps, ...metrics, time })}\n`;
}

/**
 * The rows of a `metrics.jsonl`, without an incomplete last line, which a killed process may leave.
 * @throws `file/corrupt`, naming the line
 */
export async function readMetrics(path: string): Promise<MetricsRow[]> {
  const text = new TextDecoder().decode(await readWhole(path, "a run's metrics"));
  const lines = text.split("\n").slice(0, -1);
  return lines.map((line, i) => rowOf(line, `${path}, line ${i + 1},`));
}

function rowOf(line: string, what: string): MetricsRow {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    fail("file/corrupt", { given: `${what} ${JSON.stringify(line.slice(0, 60))}`, expected: "a JSON object" });
  }
  const { steps, time } = readForm(parsed, { steps: count, time: recordOf(number) }, what);
  const { steps: _steps, time: _time, ...metrics } = parsed as object & Pick<MetricsRow, "steps" | "time">;
  return { steps, time, ...readForm({ metrics }, { metrics: recordOf(number) }, what) };
}
