import type { Metrics } from "../core/index.ts";
import { openEvents, openMetrics, type RunPaths } from "../record/index.ts";
import type { LogPositions } from "./saved.ts";

/** A run's `metrics.jsonl` and its TensorBoard events, written together. */
export interface RunLogs {
  readonly positions: LogPositions;
  log(steps: number, metrics: Metrics, time: Metrics): Promise<void>;
  /** Puts everything so far onto the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Opens both to go on where they were; what came later is cut off. */
export async function openLogs(paths: RunPaths, positions: LogPositions): Promise<RunLogs> {
  const wallTime = () => Date.now() / 1000; // [s]; TensorBoard shows it, nothing follows from it
  const metricsLog = await openMetrics(paths.metrics, positions.metrics);
  const events = await openEvents(paths.events, positions.events, wallTime());
  return {
    get positions() {
      return { metrics: metricsLog.position, events: events.position };
    },
    async log(steps, metrics, time) {
      await metricsLog.log({ steps, metrics, time });
      const { stepsPerSecond } = time;
      await events.log({ steps, metrics: { ...metrics, stepsPerSecond }, wallTime: wallTime() });
    },
    async sync() {
      await metricsLog.sync();
      await events.sync();
    },
    async close() {
      await metricsLog.close();
      await events.close();
    },
  };
}
