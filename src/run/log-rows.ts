import type { Metrics } from "../core/index.ts";
import { count, type Formed, fields, number, optional, recordOf } from "../record/form.ts";
import { isCumulative } from "./metrics.ts";

/** Updates that no row of the log holds yet. */
export const pendingForm = optional(
  fields({
    steps: count,
    latest: recordOf(number),
    sums: recordOf(number),
    counts: recordOf(count),
    time: recordOf(number),
    stepsPerSecond: number,
  }),
);
export type Pending = Formed<{ readonly pending: typeof pendingForm }>["pending"];

/** One update as the log sees it. */
export interface LoggedUpdate {
  /** Env steps so far. */
  readonly steps: number;
  readonly metrics: Metrics;
  /** Seconds by activity. */
  readonly seconds: Metrics;
  readonly stepsPerSecond: number;
}

/** Gathers updates into one row: sums of seconds, means of metrics, and the newest of what counts from the beginning or is a mean over episodes. */
export interface LogRow {
  add(update: LoggedUpdate): void;
  /** The row of all updates since the last call; nothing where there were none. */
  take(): { readonly steps: number; readonly metrics: Metrics; readonly time: Metrics } | undefined;
  save(): Pending;
}

export function logRow(saved?: Pending): LogRow {
  let pending = saved;
  return {
    add({ steps, metrics, seconds, stepsPerSecond }) {
      const [sums, counts, time] = [{ ...pending?.sums }, { ...pending?.counts }, { ...pending?.time }];
      for (const [name, value] of Object.entries(metrics)) {
        if (isCumulative(name)) continue;
        sums[name] = (sums[name] ?? 0) + value;
        counts[name] = (counts[name] ?? 0) + 1;
      }
      for (const [activity, value] of Object.entries(seconds)) time[activity] = (time[activity] ?? 0) + value;
      pending = { steps, latest: metrics, sums, counts, time, stepsPerSecond };
    },
    take() {
      if (!pending) return undefined;
      const { steps, latest, sums, counts, time, stepsPerSecond } = pending;
      pending = undefined;
      const means = Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / counts[name]]));
      return { steps, metrics: { ...latest, ...means }, time: { ...time, stepsPerSecond } };
    },
    save: () => pending,
  };
}
